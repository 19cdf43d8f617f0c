/** The time the story plays at: this computer's, unless a demo's clock is ahead of it. */
export const clock = {
  aheadSeconds: 0,
  now(): Date {
    return this.ahead(this.aheadSeconds);
  },
  ahead(seconds: number): Date {
    return new Date(Date.now() + seconds * 1000);
  },
};
