import { useEffect, useState } from 'react';
import type { PrintJobView } from '#shared/contracts/ipc/printing.ts';
import { desktop } from '#renderer/platform/desktop.ts';

/** The print jobs of this desk, as main tells them. */
export function usePrintJobs(): readonly PrintJobView[] {
  const [jobs, setJobs] = useState<readonly PrintJobView[]>([]);
  useEffect(() => {
    void desktop().printing.jobs().then(setJobs);
    return desktop().printing.onJobsChanged(setJobs);
  }, []);
  return jobs;
}
