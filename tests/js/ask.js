// Answers questions over a site's names: `node ask.js` reads {names, questions} and writes the first name found for each.

import { ours } from "./support.js";

const { matched, readNames } = await ours("names");
const { understood } = await ours("understand");

let given = "";
for await (const part of process.stdin) given += part;
const { names, questions } = JSON.parse(given);
const all = readNames(names);
const answers = questions.map((question) => {
  const { found, meant } = matched(all, understood(question).text, 3, undefined, names.known);
  return [found.map(({ name }) => name), meant];
});
process.stdout.write(JSON.stringify(answers));
