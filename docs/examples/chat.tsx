import { useChat } from "@ai-sdk/react";
import { DefaultChatTransport } from "ai";
import { useState } from "react";

export function Chat({ api = "/chat" }: { api?: string }) {
  const [transport] = useState(() => new DefaultChatTransport({ api }));
  const { messages, sendMessage, status } = useChat({ transport });
  const send = (form: FormData) => sendMessage({ text: String(form.get("text")) });
  return (
    <form action={send}>
      {messages.map(({ id, role, parts }) => (
        <p key={id}>
          {role}: {parts.map((part) => (part.type === "text" ? part.text : ""))}
        </p>
      ))}
      <input name="text" aria-label="Question" required disabled={status === "streaming"} />
    </form>
  );
}
