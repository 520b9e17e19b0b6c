/**
 * Picks the next job for a worker of the render farm.
 *
 * Fairness is by "virtual time": each studio has a clock that runs faster the more it has used and slower the
 * larger its share is. The studio with the earliest clock goes next. A studio that was idle does not collect
 * credit: on its return the clock is moved up to the farm's minimum, otherwise a quiet weekend would let one
 * studio block the farm on Monday morning (this happened on 2025-01-13, see POST-44).
 */

import { Heap } from "./heap.js";
import { Clock, systemClock } from "./clock.js";
import type { JobId, Job, StudioId, WorkerProfile } from "./model.js";

/** A frame that runs longer than this is presumed stuck. Fur frames take up to 95 minutes, so not less. */
export const STUCK_AFTER_MS = 110 * 60 * 1000;

/** Attempts per frame. The fourth failure parks the job and mails its owner. */
const MAX_ATTEMPTS = 3;

/** Never hand out more than this many frames of one job at a time, the file server cannot take it. */
const MAX_PARALLEL_PER_JOB = 240;

export interface Lease {
  job: JobId;
  frame: number;
  worker: string;
  expiresAt: number;
  attempt: number;
}

export interface StudioState {
  id: StudioId;
  /** 1 is a normal share. Contracts allow 0.25 to 4. */
  share: number;
  virtualTime: number;
  running: number;
  queue: Heap<Job>;
}

export type Refusal = "no-work" | "draining" | "licence" | "too-small";

export class Scheduler {
  private readonly studios = new Map<StudioId, StudioState>();
  private readonly leases = new Map<string, Lease>();
  private readonly parked = new Set<JobId>();
  private draining = false;

  constructor(
    private readonly licences: { available(product: string): number; take(product: string): boolean; release(product: string): void },
    private readonly clock: Clock = systemClock,
  ) {}

  addStudio(id: StudioId, share: number): void {
    if (share < 0.25 || share > 4) {
      throw new RangeError(`share of ${id} must lie between 0.25 and 4, got ${share}`);
    }
    this.studios.set(id, { id, share, virtualTime: this.minimumVirtualTime(), running: 0, queue: new Heap(byPriority) });
  }

  submit(job: Job): void {
    const studio = this.studios.get(job.studio);
    if (!studio) throw new Error(`unknown studio ${job.studio}; add it in the console first`);
    if (studio.queue.size === 0 && studio.running === 0) {
      studio.virtualTime = Math.max(studio.virtualTime, this.minimumVirtualTime());
    }
    studio.queue.push(job);
  }

  /** The next frame for this worker, or why there is none. O(studios + log jobs). */
  next(worker: WorkerProfile): Lease | Refusal {
    if (this.draining) return "draining";
    let refusal: Refusal = "no-work";
    for (const studio of [...this.studios.values()].sort((a, b) => a.virtualTime - b.virtualTime || (a.id < b.id ? -1 : 1))) {
      const job = studio.queue.find((candidate) => {
        if (this.parked.has(candidate.id)) return false;
        if (candidate.running >= MAX_PARALLEL_PER_JOB) return false;
        if (candidate.memoryGiB > worker.memoryGiB) {
          refusal = "too-small";
          return false;
        }
        if (candidate.licence && this.licences.available(candidate.licence) === 0) {
          refusal = "licence";
          return false;
        }
        return candidate.pendingFrames.length > 0;
      });
      if (!job) continue;
      if (job.licence && !this.licences.take(job.licence)) {
        // Somebody else took it between the check and here. Do not retry in a loop, the worker asks again in 2 s.
        return "licence";
      }
      return this.lease(studio, job, worker);
    }
    return refusal;
  }

  private lease(studio: StudioState, job: Job, worker: WorkerProfile): Lease {
    // Middle-out: first, last and middle frame first, so that artists see early whether a shot is broken.
    const frame = job.previewFrames.shift() ?? job.pendingFrames[0];
    job.pendingFrames = job.pendingFrames.filter((f) => f !== frame);
    job.running += 1;
    studio.running += 1;
    const attempt = (job.attempts.get(frame) ?? 0) + 1;
    job.attempts.set(frame, attempt);
    // Charged on start with the estimate and corrected on completion. Charging only at the end let a studio
    // start 900 long frames before its clock moved.
    studio.virtualTime += job.estimateMs / studio.share;
    const lease = { job: job.id, frame, worker: worker.name, expiresAt: this.clock.now() + STUCK_AFTER_MS, attempt };
    this.leases.set(`${job.id}/${frame}`, lease);
    return lease;
  }

  complete(lease: Lease, actualMs: number, job: Job): void {
    const studio = this.release(lease, job);
    if (!studio) return; // a late answer of a worker we had given up on: its frame has gone to another one
    studio.virtualTime += (actualMs - job.estimateMs) / studio.share;
    job.estimateMs = 0.8 * job.estimateMs + 0.2 * actualMs;
  }

  fail(lease: Lease, reason: string, job: Job): "retry" | "parked" {
    const studio = this.release(lease, job);
    if (studio && reason !== "preempted") {
      studio.virtualTime -= job.estimateMs / studio.share; // failures are on the house
    }
    if (reason === "preempted") {
      job.attempts.set(lease.frame, lease.attempt - 1); // a spot machine that went away is nobody's fault
    }
    if ((job.attempts.get(lease.frame) ?? 0) > MAX_ATTEMPTS) {
      this.parked.add(job.id);
      return "parked";
    }
    job.pendingFrames.push(lease.frame);
    return "retry";
  }

  /** Frames whose worker has gone silent. Called every 30 s. */
  reap(jobs: Map<JobId, Job>): Lease[] {
    const now = this.clock.now();
    const dead = [...this.leases.values()].filter((lease) => lease.expiresAt <= now);
    for (const lease of dead) {
      const job = jobs.get(lease.job);
      if (job) this.fail(lease, "stuck", job);
    }
    return dead;
  }

  /** Stop handing out work, let running frames end. There is no undrain: restart the process. */
  drain(): void {
    this.draining = true;
  }

  private release(lease: Lease, job: Job): StudioState | undefined {
    const key = `${lease.job}/${lease.frame}`;
    const current = this.leases.get(key);
    if (!current || current.attempt !== lease.attempt) return undefined;
    this.leases.delete(key);
    job.running -= 1;
    if (job.licence) this.licences.release(job.licence);
    const studio = this.studios.get(job.studio);
    if (studio) studio.running -= 1;
    return studio;
  }

  private minimumVirtualTime(): number {
    const active = [...this.studios.values()].filter((s) => s.running > 0 || s.queue.size > 0);
    return active.length === 0 ? 0 : Math.min(...active.map((s) => s.virtualTime));
  }
}

function byPriority(a: Job, b: Job): number {
  // Higher number first. Priority 90 and above is reserved for the dailies between 06:00 and 09:30.
  return b.priority - a.priority || a.submittedAt - b.submittedAt;
}
