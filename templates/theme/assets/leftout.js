// Worksheets that the coach has left out for this client, which a personal link says.

import * as store from "./store.js";

/** The ids of the worksheets of a program that are left out. @param {string} program @returns {string[]} */
export const leftOut = (program) => (store.setting(`without:${program}`) ?? "").split(" ").filter(Boolean);

/** Every program of which worksheets are left out, with their ids. @returns {[string, string[]][]} */
export const everyLeftOut = () => store.settings("without:").map((program) => [program, leftOut(program)]);

/** Whether the client has chosen to see them all the same. @param {string} program */
export const showsAll = (program) => store.setting(`all:${program}`) !== null;

/** Whether a worksheet is left out, and not to be shown. @param {string | undefined} sheet `program/worksheet` */
export function isLeftOut(sheet = "") {
  const [program, id] = sheet.split("/");
  return leftOut(program).includes(id) && !showsAll(program);
}
