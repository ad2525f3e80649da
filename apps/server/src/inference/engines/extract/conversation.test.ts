import { expect, test } from "vitest";
import type { ChatTurn } from "../../engine.ts";
import { readConversation } from "./conversation.ts";

const system = (content: string): ChatTurn => ({ role: "system", content });
const user = (content: string): ChatTurn => ({ role: "user", content });
const texts = (messages: ChatTurn[]) => readConversation(messages).passages.map((passage) => passage.text);

test("asks what the last user message asks", () => {
  const answer: ChatTurn = { role: "assistant", content: "Yes." };
  expect(readConversation([user("First?"), answer, user("And then?")]).question).toBe("And then?");
});

test("reads blocks from every message and nothing else", () => {
  const messages = [
    system('Be brief.\n\n<passage id="1" source="a.md">Alpha.</passage>'),
    user("<passage>Beta.</passage> Earlier?"),
    user("Not context.\nNow?"),
  ];
  expect(texts(messages)).toEqual(["Alpha.", "Beta."]);
  expect(readConversation(messages).question).toBe("Not context.\nNow?");
});

test("takes the question from before a message that only gives passages", () => {
  expect(readConversation([user("Who?"), user("<passage>Ada did.</passage>")]).question).toBe("Who?");
});

test("without blocks, reads paragraphs of system messages and of the question's own message", () => {
  const { question, passages } = readConversation([
    system("One.\n\nTwo."),
    user("Earlier, not context.\nEarlier?"),
    user("Three.\nStill three.\n \nFour.\n\nWhich?"),
  ]);
  expect(question).toBe("Which?");
  expect(passages).toEqual([
    { label: "1", source: "system message, paragraph 1", text: "One.", mayInstruct: true },
    { label: "2", source: "system message, paragraph 2", text: "Two.", mayInstruct: true },
    { label: "3", source: "your message, paragraph 1", text: "Three.\nStill three.", mayInstruct: false },
    { label: "4", source: "your message, paragraph 2", text: "Four.", mayInstruct: false },
  ]);
});

test("finds the question before its context, and at the end of a single line", () => {
  expect(readConversation([user("Which?\n\nThis one.\nThat one.")])).toMatchObject({
    question: "Which?",
    passages: [{ text: "This one.\nThat one." }],
  });
  expect(readConversation([user("The cat is red. The dog is blue. Which colour is the cat?")])).toMatchObject(
    {
      question: "Which colour is the cat?",
      passages: [{ text: "The cat is red. The dog is blue." }],
    },
  );
});

test.each([[[]], [[system("Only this.")]], [[user("  ")]], [[user("<passage>No question.</passage>")]]])(
  "refuses a conversation that asks nothing",
  (messages) => {
    expect(() => readConversation(messages)).toThrow(
      expect.objectContaining({ code: "invalid_input", param: "messages" }),
    );
  },
);
