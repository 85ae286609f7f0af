// What goes over the streams' WebSocket, one JSON object a message. Shared by both halves: no Node and no DOM imports here.

/** From the browser: open a stream, or leave one. */
export type ClientFrame =
  | { type: 'open'; id: number; url: string; headers: Readonly<Record<string, string>> }
  | { type: 'abort'; id: number }

/** From the lake. Every stream begins with `head`; `beat` shows that the connection lives. */
export type ServerFrame =
  | { type: 'head'; id: number; status: number; headers: Readonly<Record<string, string>> }
  | { type: 'data'; id: number; text: string }
  | { type: 'end'; id: number }
  | { type: 'beat' }

/** The addresses that are event streams. */
export const streamAddress = /\/data\/(?:listen|live\/events)\//
