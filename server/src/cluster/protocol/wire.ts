/** How a value is laid out on the wire; the generated schemas are made of these. */
export type WireType = string | WireStruct | WireArray | WireTags;

export interface WireStruct {
  struct: WireField[];
  nullable?: true;
}

/** `compact`: the length is an unsigned varint plus one, instead of an int32. */
export interface WireArray {
  array: WireType;
  compact?: true;
  nullable?: true;
}

/** The optional fields at the end of a struct (KIP-482), by tag. */
export interface WireTags {
  tags: Record<string, WireField>;
}

/** A field without a name is read over (requests.ts). */
export type WireField = [name: string, type: WireType];

export interface RequestVersion {
  requestHeader: number;
  responseHeader: number;
  request: WireType;
  response: WireType;
}

export interface RequestSchemas {
  key: number;
  versions: Record<string, RequestVersion>;
}

export type Schemas = Record<string, RequestSchemas>;
