export const words = {
  aloud: "Reading aloud",
  reading: "Reading aloud what {{name}} wrote",
  paused: "Paused: what {{name}} wrote",
  pause: "Pause reading",
  goOn: "Go on reading",
  stop: "Stop reading",
  noVoice: "There is no voice for this message, neither on the server nor in this browser.",
  dictate: "Dictate",
  dictateAbout: "Dictate: the browser listens, and may send what it hears to its maker",
  stopDictating: "Stop dictating",
  listening: "Listening. What you say is written into the field.",
  notListening: "Dictation has ended.",
  denied:
    "The browser does not allow this page to use the microphone. You can change that beside the address.",
  noMicrophone: "No microphone was found.",
  notUnderstood: "The browser could not listen. Try again.",
} as const;
