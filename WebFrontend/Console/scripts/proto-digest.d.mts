/** SHA-256 over the .proto files of the contract, hexadecimal. */
export function protoDigest(): string;
