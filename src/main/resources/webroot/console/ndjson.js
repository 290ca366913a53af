/** The lines of an answer as they arrive, each a value of JSON. @param {ReadableStream<Uint8Array>} body */
export async function* jsonLines(body) {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = '';
  for (;;) {
    const {done, value} = await reader.read();
    const lines = (rest + decoder.decode(value, {stream: !done})).split('\n');
    rest = done ? '' : lines.pop();
    for (const line of lines) if (line.trim()) yield JSON.parse(line);
    if (done) return;
  }
}
