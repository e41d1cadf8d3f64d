import { limits, limitsFor } from '../braze/limits.ts';
import type { AttributesObject, BrazeRequest, EventObject } from '../braze/requests.ts';
import type { Capabilities } from '../language/project.ts';
import { ENVELOPE_BYTES, wireBytes } from './wire-size.ts';

/** All objects of one person in a phase. */
export interface TrackObjects {
  /** Identifies the person: handle text or state key. */
  readonly person: string;
  readonly attributes?: AttributesObject | undefined;
  readonly events: readonly EventObject[];
}

export interface TrackBatch {
  readonly request: Extract<BrazeRequest, { readonly kind: 'track' }>;
  /** Per element of the request's arrays: index of the input, and of the event within it. */
  readonly members: {
    readonly attributes: readonly number[];
    readonly events: readonly { readonly input: number; readonly event: number }[];
  };
  /** Requests of one round may be in flight together; a later round starts when the earlier one has ended. */
  readonly round: number;
}

/**
 * Packs people into requests: in order, at most `track_max` objects and 4 MB each, all objects of a person together.
 * Only a person with more objects than a request takes is split, over rounds, so that no two requests in flight name one person.
 */
export function batchTrack(objects: readonly TrackObjects[], capabilities: Capabilities): readonly TrackBatch[] {
  const room = roomOf(capabilities);
  const rounds: Packer[] = [];
  const begun = new Map<string, number>();
  objects.forEach((person, input) => {
    const first = begun.get(person.person) ?? 0;
    const parts = split(person, room);
    parts.forEach((part, index) => {
      const round = first + index;
      (rounds[round] ??= packer(room, round)).add(part, input);
    });
    begun.set(person.person, first + parts.length);
  });
  return rounds.flatMap((one) => one.end());
}

interface Room {
  readonly objects: number;
  readonly per: 'request' | 'array';
  readonly bytes: number;
}

/** Some objects of one person that fit into one request. */
interface Part {
  readonly attributes: AttributesObject | undefined;
  readonly events: readonly { readonly event: number; readonly object: EventObject }[];
  readonly bytes: number;
}

interface Packer {
  add(part: Part, input: number): void;
  end(): readonly TrackBatch[];
}

function roomOf(capabilities: Capabilities): Room {
  const { count, per } = limitsFor(capabilities).trackObjects;
  return { objects: count, per, bytes: limits.requestBytes.value - ENVELOPE_BYTES };
}

function split({ attributes, events }: TrackObjects, room: Room): readonly Part[] {
  const parts: Part[] = [];
  let part: { attributes: AttributesObject | undefined; events: Part['events'][number][]; bytes: number } = {
    attributes,
    events: [],
    bytes: attributes === undefined ? 0 : size(attributes),
  };
  events.forEach((object, event) => {
    const bytes = size(object);
    const isFull = !hasRoom(room, attributesIn(part), part.events.length + 1) || part.bytes + bytes > room.bytes;
    if (isFull && attributesIn(part) + part.events.length > 0) {
      parts.push(part);
      part = { attributes: undefined, events: [], bytes: 0 };
    }
    part.events.push({ event, object });
    part.bytes += bytes;
  });
  return attributesIn(part) + part.events.length > 0 ? [...parts, part] : parts;
}

function packer(room: Room, round: number): Packer {
  const batches: TrackBatch[] = [];
  let open = emptyBatch();
  const close = (): void => {
    if (open.attributes.length + open.events.length === 0) return;
    const { attributes, events, attributeInputs, eventInputs } = open;
    batches.push({
      request: { kind: 'track', attributes, events },
      members: { attributes: attributeInputs, events: eventInputs },
      round,
    });
    open = emptyBatch();
  };
  return {
    add: (part, input) => {
      const attributes = open.attributes.length + attributesIn(part);
      const events = open.events.length + part.events.length;
      if (!hasRoom(room, attributes, events) || open.bytes + part.bytes > room.bytes) close();
      if (part.attributes !== undefined) {
        open.attributes.push(part.attributes);
        open.attributeInputs.push(input);
      }
      for (const { event, object } of part.events) {
        open.events.push(object);
        open.eventInputs.push({ input, event });
      }
      open.bytes += part.bytes;
    },
    end: () => {
      close();
      return batches;
    },
  };
}

interface OpenBatch {
  readonly attributes: AttributesObject[];
  readonly events: EventObject[];
  readonly attributeInputs: number[];
  readonly eventInputs: { readonly input: number; readonly event: number }[];
  bytes: number;
}

function emptyBatch(): OpenBatch {
  return { attributes: [], events: [], attributeInputs: [], eventInputs: [], bytes: 0 };
}

function hasRoom({ objects, per }: Room, attributes: number, events: number): boolean {
  return per === 'request' ? attributes + events <= objects : Math.max(attributes, events) <= objects;
}

function attributesIn({ attributes }: Pick<Part, 'attributes'>): number {
  return attributes === undefined ? 0 : 1;
}

/** Bytes of the object and of the comma after it. */
function size(object: AttributesObject | EventObject): number {
  return wireBytes(object) + 1;
}
