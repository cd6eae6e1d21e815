type Graph = { getModuleInfo: (id: string) => { importedIds: string[] } | null };

/** The modules that a module cannot run without: what it imports at once, and they in turn. */
function needsOf(entry: string, graph: Graph, found = new Set<string>()): Set<string> {
  graph.getModuleInfo(entry)?.importedIds.forEach((id) => {
    if (found.has(id)) return;
    found.add(id);
    needsOf(id, graph, found);
  });
  return found;
}

/**
 * Keeps what every visit loads in one file. Left alone, the bundler takes modules that many pages share out of it, into a
 * dozen small files that are larger together (docs/decisions/0821).
 */
export function firstChunk(entry: string) {
  let needs: Set<string> | undefined;
  const name = (id: string, graph: Graph): string | null => {
    needs ??= needsOf(entry, graph);
    return needs.has(id) ? 'first' : null;
  };
  return { name };
}
