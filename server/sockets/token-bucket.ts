/** A token bucket: `rate` tokens per second on average, at most `burst` at once. */
export interface Bucket {
  tokens: number;
  /** The time for which `tokens` is valid (milliseconds). */
  at: number;
}

export interface Rate {
  rate: number;
  burst: number;
}

export function fullBucket({ burst }: Rate, now: number): Bucket {
  return { tokens: burst, at: now };
}

/** Takes one token and returns 0, or returns the milliseconds until a token is available. */
export function takeToken(bucket: Bucket, { rate, burst }: Rate, now: number): number {
  const earned = (Math.max(0, now - bucket.at) / 1000) * rate;
  bucket.tokens = Math.min(burst, bucket.tokens + earned);
  bucket.at = now;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return 0;
  }
  return Math.ceil(((1 - bucket.tokens) / rate) * 1000);
}
