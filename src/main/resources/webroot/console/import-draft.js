/** What the form says of the file, as a mapping. @param {FormData} data */
export function readMapping(data) {
  const mapping = {columns: {}, statuses: {}};
  for (const [name, value] of data) {
    const [part, key] = [name.split('.', 1)[0], name.slice(name.indexOf('.') + 1)];
    if (part === 'columns') mapping.columns[key] = value || null;
    else if (part === 'statuses' && value) mapping.statuses[key] = value;
  }
  const time = String(data.get('time') ?? '');
  return {
    ...mapping,
    unit: data.get('unit'),
    decimal: data.get('decimal'),
    idPrefix: String(data.get('idPrefix') ?? '').trim(),
    pay: data.has('pay') ? 'payment' : 'order',
    continueBlankIds: data.has('continueBlankIds'),
    time: time || null,
  };
}
