/** English and German words that occur in almost every text and question, so they carry no information. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above after again all also am an and any are aren as at be because been before being below between both but by can
could did didn do does doesn doing don down during each either few for from further had has hasn have haven having he her here
hers him his how however i if in into is isn it its itself just ll me more most my myself no nor not now of off on once only or
other our ours out over own per please s same she should shouldn so some such t tell than that the their theirs them then there
these they this those through to too under until up us ve very via was wasn we were weren what when where whether which while
who whom whose why will with within without won would wouldn you your yours
aber als am an auch auf aus bei bin bis das dass dein dem den denn der des die dir doch du durch ein eine einem einen einer es
euch für haben hat hatte ich ihr im in ist ja kann man mein mich mir mit nach nicht noch nur ob oder ohne sein sich sie sind so
über um und uns von vor wann war warum was wegen weil wenn wer werden wie wir wird wo zu zum zur`.split(
    /\s+/,
  ),
);
