import { beforeAll, describe, expect, it } from "vitest";
import {
  knowledgePaths,
  type Document,
  type SearchAnswer,
  type SearchReport,
} from "../../shared/knowledge.ts";
import type { DocumentId, LibraryId, OrganizationId } from "../../shared/ids.ts";
import { eventually } from "../support/eventually.ts";
import { makeLibrary, settled, uploadTo } from "./support/library.ts";
import { team, type Person } from "./support/person.ts";
import { codeOf } from "./support/visitor.ts";

let ada: Person;
let organization: OrganizationId;
let library: LibraryId;
const ids: Record<string, DocumentId> = {};

beforeAll(async () => {
  const { ada: owner, organization: own } = await team();
  ada = owner;
  organization = own.id;
  library = (await makeLibrary(ada, organization)).id;
  const add = async (name: string, text: string, tags: string[]) => {
    const path = knowledgePaths.documents(organization, library);
    ids[name] = (await ada.must(ada.post<Document>(path, { title: name, text, tags }))).id;
  };
  await add("Old", "Refunds take 14 working days.", ["policy", "old"]);
  await add("New", "Refunds take 5 working days.", ["policy", "new"]);
  await add("Aside", "Somebody asked about refunds in working days.", []);
  const file = await uploadTo(
    ada,
    { organization, library },
    "refunds.md",
    "# Refunds\n\nRefunds take 9 working days.",
  );
  ids["File"] = file.id;
  for (const id of Object.values(ids)) await settled(ada, organization, { id });
});

const found = async (query: string): Promise<string[]> => {
  const path = `/api/v1/search/documents?organization=${organization}&q=refunds+working+days${query}`;
  const { hits } = await ada.must(ada.get<SearchReport>(path));
  return [...new Set(hits.map(({ document }) => document))].map(
    (id) => Object.keys(ids).find((name) => ids[name] === id) ?? id,
  );
};

describe("API-15: search in documents", () => {
  it("is limited to kinds, of which one fits, and to tags, all of which fit", async () => {
    await eventually(async () => expect((await found("")).sort()).toEqual(["Aside", "File", "New", "Old"]));
    expect(await found("&kinds=markdown")).toEqual(["File"]);
    expect((await found("&kinds=markdown,note")).sort()).toEqual(["Aside", "File", "New", "Old"]);
    expect((await found("&tags=policy")).sort()).toEqual(["New", "Old"]);
    expect(await found("&tags=policy,new")).toEqual(["New"]);
    expect(await found("&tags=policy&kinds=markdown")).toEqual([]);
    expect(await found("&tags=nothing")).toEqual([]);
    expect(await found("&tags=%25")).toEqual([]);
  });

  it("is limited to languages of the text, also of scripts without spaces", async () => {
    const path = knowledgePaths.documents(organization, library);
    const texts = {
      German: "Die Erstattung dauert fünf Tage, und das Geld kommt auf das Konto.",
      Chinese: "退款需要五个工作日，款项会退回原账户。",
      Japanese: "返金には五営業日かかります。元の口座に戻ります。",
    };
    for (const [title, text] of Object.entries(texts)) {
      const { id } = await ada.must(
        ada.post<Document>(path, { title, text: `${text} refunds working days` }),
      );
      ids[title] = id;
      await settled(ada, organization, { id });
    }
    const languages = async (name: string) =>
      (await ada.must(ada.get<Document>(`/api/v1/documents/${ids[name]}?organization=${organization}`)))
        .textLanguage;
    expect([await languages("German"), await languages("Chinese"), await languages("Japanese")]).toEqual([
      "de",
      "zh",
      "ja",
    ]);
    await eventually(async () => expect(await found("&languages=de")).toEqual(["German"]));
    await eventually(async () =>
      expect((await found("&languages=zh,ja")).sort()).toEqual(["Chinese", "Japanese"]),
    );
    // Three words and a number are in no language for sure.
    expect(await found("&languages=en")).toEqual(["Aside"]);
    expect(await found("&languages=fi")).toEqual([]);
    const asked = { q: "Wie lange dauert die Erstattung?", languages: ["de"] };
    const { hits } = await ada.must(
      ada.post<SearchAnswer>(`/api/v1/search/answer?organization=${organization}`, asked),
    );
    expect(hits.map(({ document }) => document)).toEqual([ids["German"]]);
  });

  it("answers from nothing else, whichever way it is asked", async () => {
    const q = "How many working days do refunds take?";
    const tagged = { q, tags: ["policy", "new"] };
    const answers = [
      await ada.must(ada.post<SearchAnswer>(`/api/v1/search/answer?organization=${organization}`, tagged)),
      await ada.must(
        ada.get<SearchAnswer>(
          `/api/v1/search?organization=${organization}&q=${encodeURIComponent(q)}&tags=policy,new`,
        ),
      ),
    ];
    for (const { answer, hits } of answers) {
      expect(answer).toContain("5 working days");
      expect(answer).not.toContain("14");
      expect(hits.map(({ document }) => document)).toEqual([ids["New"]]);
    }
  });

  it("refuses a kind that there is not", async () => {
    for (const query of ["kinds=films", "kinds=", "limit=0", "languages=", "languages=German"]) {
      const path = `/api/v1/search/documents?organization=${organization}&q=x&${query}`;
      expect([query, codeOf(await ada.get(path))]).toEqual([query, "bad_type"]);
    }
  });
});
