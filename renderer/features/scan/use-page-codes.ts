import { useEffect, useState } from 'react';
import { recogniseCode } from '#shared/domain/barcode/recognise-code.ts';
import type { BarcodeReader, FoundCode, PageToRead } from '#renderer/platform/barcodes.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import type { ScannedCode } from '#renderer/platform/scanned-codes.ts';

/** By page: its codes from top to bottom, or `unread` when its picture could not be had or read. */
export type PageCodes = ReadonlyMap<string, readonly ScannedCode[] | 'unread'>;

/** Reads the codes of pages one page after the other, each once, for as long as the component is there. */
export function usePageCodes(pages: readonly PageToRead[], trackingPortal: string | undefined): PageCodes {
  const { barcodes } = usePlatform();
  const [read, setRead] = useState<PageCodes>(new Map());
  const next = pages.find(({ id }) => !read.has(id));
  const [id, url] = [next?.id, next?.url];
  useEffect(() => {
    if (id === undefined || url === undefined) return;
    let here = true;
    void codesAt(barcodes, url, trackingPortal).then((codes) => {
      if (here) setRead((before) => new Map(before).set(id, codes));
    });
    return () => {
      here = false;
    };
  }, [barcodes, id, url, trackingPortal]);
  return read;
}

async function codesAt(barcodes: BarcodeReader, url: string, trackingPortal: string | undefined): Promise<readonly ScannedCode[] | 'unread'> {
  try {
    const answer = await fetch(url);
    if (!answer.ok) return 'unread';
    const reading = await barcodes.readPage(await answer.blob());
    if (!reading.ok) return 'unread';
    return reading.codes.toSorted((one, other) => top(one) - top(other)).map(({ text }) => ({ text, code: recogniseCode(text, trackingPortal) }));
  } catch {
    return 'unread';
  }
}

function top({ corners }: FoundCode): number {
  return Math.min(...corners.map(({ y }) => y));
}
