import { ApiError, isTransient, NetworkError, retryDelay } from '@/lib/api/errors';
import { readyOnes, type Edit } from './edits';
import { Shelf } from './shelf';
import type { EditStore } from './storage';
import { Alarm, inTurn, isOnline } from './turns';

export type Ports = {
  store: EditStore;
  send: (edit: Edit) => Promise<unknown>;
  /** Shows edits that another tab made, or that waited from before. */
  show: (edit: Edit) => void;
  onSent: (edit: Edit, answer: unknown) => void;
  /** @param known whoever made the edit is told by a rejection. */
  onRefused: (edit: Edit, error: Error, known: boolean) => void;
  /** Edits went away that were sent or discarded by another tab. */
  onElsewhere: (edits: Edit[]) => void;
};

type Waiter = { resolve: (answer: unknown) => void; reject: (error: Error) => void };

const PATIENCE_MS = 5_000;

/** A 401 ends in a new login, after which the edit is sent; it is no fault of the edit. */
const mayPass = (error: Error): boolean =>
  isTransient(error) || (error instanceof ApiError && [401, 408, 425].includes(error.status));

/**
 * One person's edits on their way to the server: kept on the device until they were taken, sent in order within a lane,
 * tried for ever while the fault is not theirs. What the server refuses stays, with the reason, until it is tried again
 * or discarded. Of several tabs one sends for all.
 */
export class Outbox {
  private readonly shelf: Shelf;
  private readonly waiters = new Map<string, Waiter>();
  private readonly active = new Set<string>();
  private readonly alarm = new Alarm();
  private channel: BroadcastChannel | null = null;
  private life: AbortController | null = null;
  private holding = false;
  private asking = false;
  private finish: () => void = () => undefined;

  constructor(
    private readonly userId: string,
    private readonly ports: Ports,
  ) {
    this.shelf = new Shelf(ports.store, () => this.channel?.postMessage('changed'));
  }

  readonly all = (): readonly Edit[] => this.shelf.all();
  readonly waiting = (): Edit[] => this.all().filter((edit) => !edit.problem);
  readonly subscribe = (listener: () => void): (() => void) => this.shelf.subscribe(listener);
  /** The latest edit's id, which the next one's has to follow, whatever the clock does. */
  readonly latest = (): string => this.all().at(-1)?.id ?? '';
  readonly moment = (): number => this.shelf.moment();
  readonly since = (moment: number): Edit[] => this.shelf.since(moment);

  /** Reads what is kept and begins to send. @returns when what is kept is known. */
  async start(): Promise<void> {
    if (this.life) return;
    this.life = new AbortController();
    if (typeof BroadcastChannel !== 'undefined') {
      this.channel = new BroadcastChannel(`daybook-outbox:${this.userId}`);
      this.channel.onmessage = () => void this.reload().then(() => this.kick());
    }
    this.alarm.listen(this.life.signal);
    await this.reload();
    this.kick();
  }

  stop(): void {
    this.life?.abort();
    this.life = null;
    this.channel?.close();
    this.channel = null;
    this.holding = false;
    this.alarm.ring();
    this.finish();
  }

  /**
   * Queues an edit.
   * @returns the server's answer; undefined when it has to wait. @throws ApiError when the server refused at once.
   */
  add(edit: Edit): Promise<unknown> {
    const answer = new Promise<unknown>((resolve, reject) => this.waiters.set(edit.id, { resolve, reject }));
    if (!isOnline()) this.answer(edit.id);
    else setTimeout(() => this.answer(edit.id), PATIENCE_MS);
    this.post(edit);
    return answer;
  }

  /** Queues an edit that nobody waits for. */
  post(edit: Edit): void {
    void this.shelf.put(edit);
    this.kick();
  }

  /** Sends a refused edit again. */
  async retry(id: string): Promise<void> {
    const edit = this.all().find((known) => known.id === id);
    if (!edit) return;
    const again: Edit = { ...edit };
    delete again.problem;
    await this.shelf.put(again);
    this.kick();
  }

  async discard(edits: readonly Edit[]): Promise<void> {
    await Promise.all(edits.map((edit) => this.shelf.remove(edit)));
    this.kick();
  }

  /** Tries now what waits for a better moment. */
  readonly wake = (): void => {
    this.alarm.ring();
    this.kick();
  };

  private async reload(): Promise<void> {
    const { came, left } = await this.shelf.reload();
    came.filter(({ problem }) => !problem).forEach(this.ports.show);
    left.forEach((edit) => this.answer(edit.id));
    if (left.length > 0) this.ports.onElsewhere(left);
  }

  /** Lets whoever waits for the edit go on. */
  private answer(id: string, value?: unknown): void {
    this.waiters.get(id)?.resolve(value);
    this.waiters.delete(id);
  }

  private kick(): void {
    const { life } = this;
    const ready = life ? readyOnes(this.all()) : [];
    if (life && ready.length > 0 && !this.holding) {
      void this.takeTurn(life);
      return;
    }
    ready
      .filter(({ id }) => !this.active.has(id))
      .forEach((edit) => {
        this.active.add(edit.id);
        void this.deliver(edit, life?.signal).finally(() => {
          this.active.delete(edit.id);
          this.kick();
        });
      });
    if (this.active.size === 0) this.finish();
  }

  /** Sends while this tab has the turn; it keeps it until nothing waits. */
  private async takeTurn(life: AbortController): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    await inTurn(`daybook-outbox:${this.userId}`, life.signal, async () => {
      await this.reload(); // the tab that had the turn before may have sent what is still known here
      await new Promise<void>((resolve) => {
        this.finish = resolve;
        this.holding = this.life === life;
        if (this.holding) this.kick();
        else resolve();
      });
    }).catch(() => undefined);
    this.holding = false;
    this.finish = () => undefined;
    this.asking = false;
    if (readyOnes(this.all()).length > 0) this.kick();
  }

  /** Sends one edit until it was taken or refused. */
  private async deliver(edit: Edit, life: AbortSignal | undefined): Promise<void> {
    const isOver = () => !life || life.aborted || !this.shelf.has(edit.id);
    for (let attempt = 0; life && !isOver(); attempt += 1) {
      await this.alarm.untilOnline(life);
      if (isOver()) return;
      const fault = await this.attempt(edit);
      if (!fault) return;
      if (!mayPass(fault)) return this.refused(edit, fault);
      this.answer(edit.id);
      await this.alarm.sleep(retryDelay(attempt, fault), life);
    }
  }

  /** @returns why it did not work; null when the server has taken the edit. */
  private async attempt(edit: Edit): Promise<Error | null> {
    let answer: unknown;
    try {
      answer = await this.ports.send(edit);
    } catch (fault) {
      return fault instanceof Error ? fault : new NetworkError(fault);
    }
    await this.taken(edit, answer);
    return null;
  }

  private async taken(edit: Edit, answer: unknown): Promise<void> {
    this.shelf.remember(edit);
    const left = this.shelf.remove(edit);
    this.ports.onSent(edit, answer);
    this.answer(edit.id, answer);
    await left;
  }

  /** Whoever waits for the answer has it in hand and can correct it; otherwise it goes to the list. */
  private async refused(edit: Edit, error: Error): Promise<void> {
    const waiter = this.waiters.get(edit.id);
    this.waiters.delete(edit.id);
    if (waiter) await this.shelf.remove(edit);
    else {
      const { status, code, detail } =
        error instanceof ApiError ? error : { status: 0, code: error.name, detail: '' };
      await this.shelf.put({ ...edit, problem: { status, code, detail, at: new Date().toISOString() } });
    }
    this.ports.onRefused(edit, error, waiter !== undefined);
    waiter?.reject(error);
  }
}
