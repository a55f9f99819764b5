import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { NAMED_RANGES, type TrustedProxies } from '../config/trusted-proxies';

/** Where a request came from, and what it says of where it came from before. */
export interface RequestOrigin {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: IncomingMessage['headers'];
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges.flatMap((name) => NAMED_RANGES[name] ?? [name])) {
    const [address = '', length] = range.split('/');
    if (length === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(length), familyOf(address));
  }
  return list;
}

/**
 * Addresses of clients: the other end of the connection, or, as far as proxies that are trusted say,
 * whom they had it from.
 */
export class ClientAddresses {
  private readonly trusted: BlockList | undefined;

  constructor(proxies: TrustedProxies) {
    this.trusted = proxies === false ? undefined : listOf(proxies);
  }

  /** The address `request` came from; empty when its connection is gone already. */
  of({ socket, headers }: RequestOrigin): string {
    const { remoteAddress = '' } = socket;
    const { trusted } = this;
    if (trusted === undefined) return remoteAddress;
    const hops = String(headers['x-forwarded-for'] ?? '').split(',');
    let address = remoteAddress;
    for (const hop of hops.reverse().map((text) => text.trim())) {
      const isBelieved = isIP(address) !== 0 && trusted.check(address, familyOf(address));
      if (!isBelieved || isIP(hop) === 0) break;
      address = hop;
    }
    return address;
  }
}
