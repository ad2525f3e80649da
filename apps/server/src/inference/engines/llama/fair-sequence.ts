import type { LlamaContext, LlamaContextSequence, Token } from "node-llama-cpp";
import type { Turnstile } from "./turnstile.ts";

/**
 * A sequence that can change what it holds while others generate. The runtime keeps its context locked for as long as
 * any sequence has a token to evaluate; with two answers under way that is always, and a third, which must first
 * forget an old conversation, would wait until both have ended. So the others hold their next token back for a moment.
 */
export function fairSequence(context: LlamaContext, turnstile: Turnstile): LlamaContextSequence {
  const sequence = context.getSequence();
  const evaluate = sequence.evaluate.bind(sequence);
  const adaptStateToTokens = sequence.adaptStateToTokens.bind(sequence);
  const takeCheckpoint = sequence.takeCheckpoint.bind(sequence);
  sequence.evaluate = (tokens, options) => inTurn(evaluate(tokens, options), turnstile);
  sequence.adaptStateToTokens = (tokens, allowShift) =>
    turnstile.alone(() => adaptStateToTokens(tokens, allowShift));
  sequence.takeCheckpoint = () => turnstile.alone(takeCheckpoint);
  return sequence;
}

type Evaluation = ReturnType<LlamaContextSequence["evaluate"]>;

/** The same tokens, each asked for only when the turnstile lets it pass. */
async function* inTurn(evaluation: Evaluation, turnstile: Turnstile): Evaluation {
  let replacement: Token | Token[] | undefined;
  try {
    for (;;) {
      await turnstile.pass();
      const step = await evaluation.next(replacement);
      if (step.done === true) return;
      replacement = (yield step.value) ?? undefined;
    }
  } finally {
    await evaluation.return();
  }
}
