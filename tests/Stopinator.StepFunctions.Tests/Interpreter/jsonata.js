// Evaluates expressions with the reference implementation of JSONata: a line of JSON in, { expression, bindings }, a line out,
// { value } or { error }. An expression without a value has neither.
const jsonata = require("jsonata");

require("readline").createInterface({ input: process.stdin }).on("line", async (line) => {
  const { expression, bindings } = JSON.parse(line);
  let answer;
  try {
    answer = { value: await jsonata(expression).evaluate({}, bindings) };
  } catch (error) {
    answer = { error: error.message };
  }
  console.log(JSON.stringify(answer));
});
