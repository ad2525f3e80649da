/** The job of a task: its id's own UUID, so that enqueuing it twice makes one job. */
export function jobId(taskId: string): string {
  const hex = taskId.slice(taskId.indexOf("_") + 1);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
