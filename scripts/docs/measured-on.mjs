/** @file When, of what and where a record was measured, as a sentence. */
export function measuredOn({ date, commit, uncommitted, machine }) {
  return `${date}, commit ${commit}${uncommitted ? " with changes that were not committed" : ""}; ${machine.processor}, ${machine.processors} processors, ${machine.memoryGb} GB, ${machine.system}; ${machine.load[0]} processes asked for a processor before the run.`;
}
