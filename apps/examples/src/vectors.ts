import { createClient } from "@platform/core";
import { vectors } from "@platform/vectors";

// Writes a few notes, then asks by meaning and by filter.
const { indexes, upsertTexts, searchText } = vectors(createClient());
const { name: index } = await indexes.create({ name: `example-${crypto.randomUUID()}` });

try {
  const note = (text: string, topic: string, year: number) => ({ text, metadata: { topic, year } });
  await upsertTexts({
    index,
    texts: [
      note("Cats sleep for most of the day.", "animals", 2021),
      note("A fox can hear a mouse under the snow.", "animals", 2024),
      note("You can cancel your subscription in the account settings.", "billing", 2023),
      note("Refunds are paid to the card you paid with.", "billing", 2025),
      note("The office is closed on public holidays.", "hours", 2025),
    ],
  });

  const ask = async (query: string, filter?: Parameters<typeof searchText>[0]["filter"]) => {
    const { hits } = await searchText({ index, query, limit: 2, filter });
    console.log(`\n${query}${filter ? `  ${JSON.stringify(filter)}` : ""}`);
    for (const { score, text } of hits) console.log(`  ${score.toFixed(3)}  ${text}`);
  };
  await ask("How do I cancel my plan?");
  await ask("What do animals do?", { topic: "animals", year: { $gte: 2022 } });
  await ask("When do I get my money back?", { $or: [{ topic: "billing" }, { topic: "hours" }] });

  const { count, dimension } = await indexes.get({ index });
  console.log(`\n${count} vectors of ${dimension} dimensions`);
} finally {
  await indexes.delete({ index });
}
