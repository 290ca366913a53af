/** The address of a page of a board; an id of a campaign keeps its `@`. */
export const boardPath = (page, board) => `/${page}/${encodeURIComponent(board).replace('%40', '@')}`;
