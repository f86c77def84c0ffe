// Evaluates expressions with the reference implementation of JSONata: a line of JSON in, { expression, bindings, input }, a line out,
// { value } or { error }. An expression without a value has neither. The input of a state may be large, and many expressions read it.
// It comes with the first of them, as { number, value }. The others bring only the number.
const jsonata = require("jsonata");
const inputs = new Map();

require("readline").createInterface({ input: process.stdin }).on("line", async (line) => {
  const { expression, bindings, input } = JSON.parse(line);
  if ("value" in input) {
    inputs.set(input.number, input.value);
  }

  bindings.states.input = inputs.get(input.number);
  let answer;
  try {
    answer = { value: await jsonata(expression).evaluate({}, bindings) };
  } catch (error) {
    answer = { error: error.message };
  }
  console.log(JSON.stringify(answer));
});
