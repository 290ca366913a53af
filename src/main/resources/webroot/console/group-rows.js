/**
 * Groups in the order of their tree: each below the one that it belongs to, the highest total first; last of all those
 * that only orders name.
 *
 * @param {Record<string, object>} figures as `groups?figures=true` says them
 * @returns {(object & {name: string, depth: number})[]}
 */
export function inTreeOrder(figures) {
  const children = new Map();
  for (const [name, group] of Object.entries(figures)) {
    const above = Object.hasOwn(figures, group.parent ?? '') ? group.parent : undefined;
    children.set(above, [...(children.get(above) ?? []), {...group, name}]);
  }
  const rows = [];
  const add = (parent, depth) => {
    for (const group of children.get(parent) ?? []) {
      rows.push({...group, depth});
      add(group.name, depth + 1);
    }
  };
  add(undefined, 0);
  return rows;
}
