/** Whether a stream was live, and is not any more; its books may be closed some time after its end. */
export const isOver = (status) => status === 'ended' || status === 'closed';
