/** What is said of a target of notifications at a glance. @returns {'paused' | 'failing' | 'awaited' | 'receiving'} */
export function targetState({paused, status: {last} = {}}) {
  if (paused) return 'paused';
  if (last === undefined) return 'awaited';
  return last.outcome === 'delivered' ? 'receiving' : 'failing';
}
