export const money = "¥";
