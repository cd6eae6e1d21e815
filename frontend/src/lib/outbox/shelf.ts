import type { Edit } from './edits';
import type { EditStore } from './storage';

const REMEMBERED = 500;
const byAge = (one: Edit, other: Edit): number => (one.id < other.id ? -1 : 1);

/** One person's edits, in memory and in the store, which other tabs write to as well. */
export class Shelf {
  private edits: readonly Edit[] = [];
  private readonly listeners = new Set<() => void>();
  /** Not to be brought back by a slower read of the store. */
  private readonly gone = new Set<string>();
  private readonly unsaved = new Set<string>();
  private readonly past: Edit[] = [];
  private passed = 0;

  /** @param tell lets the other tabs know that the store has changed. */
  constructor(
    private readonly store: EditStore,
    private readonly tell: () => void,
  ) {}

  readonly all = (): readonly Edit[] => this.edits;
  has = (id: string): boolean => this.edits.some((edit) => edit.id === id);

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private become(edits: readonly Edit[]): void {
    this.edits = edits;
    this.listeners.forEach((listener) => listener());
  }

  /** Adds an edit, or puts it in the place of what it was. */
  async put(edit: Edit): Promise<void> {
    this.become([...this.edits.filter(({ id }) => id !== edit.id), edit].sort(byAge));
    this.unsaved.add(edit.id);
    // Storage that fails only costs the memory: the edit is still sent from here.
    const saved = await this.store.put(edit).then(
      () => true,
      () => false,
    );
    if (this.gone.has(edit.id)) await this.store.remove(edit.id).catch(() => undefined);
    if (!saved) return;
    this.unsaved.delete(edit.id);
    this.tell();
  }

  async remove(edit: Edit): Promise<void> {
    this.gone.add(edit.id);
    this.unsaved.delete(edit.id);
    this.become(this.edits.filter(({ id }) => id !== edit.id));
    await this.store.remove(edit.id).catch(() => undefined);
    this.tell();
  }

  /** Reads the store. @returns what other tabs added and what they took away. */
  async reload(): Promise<{ came: Edit[]; left: Edit[] }> {
    const loaded = await this.store.load().catch(() => null);
    if (!loaded) return { came: [], left: [] };
    const before = this.edits;
    const own = before.filter(({ id }) => this.unsaved.has(id));
    const kept = loaded.filter(({ id }) => !this.gone.has(id) && !this.unsaved.has(id));
    const now = [...kept, ...own].sort(byAge);
    this.become(now);
    const missing = (from: readonly Edit[]) => (edit: Edit) => !from.some(({ id }) => id === edit.id);
    return { came: now.filter(missing(before)), left: before.filter(missing(now)) };
  }

  /** Remembers an edit that the server has taken. */
  remember(edit: Edit): void {
    this.passed += 1;
    this.past.push(edit);
    if (this.past.length > REMEMBERED) this.past.shift();
  }

  /** How many edits were taken so far; with it `since` tells which ones were taken after a moment. */
  moment = (): number => this.passed;
  since(moment: number): Edit[] {
    const taken = this.passed - moment;
    return taken > 0 ? this.past.slice(-taken) : [];
  }
}
