-- Whether a message about an order can be judged for good: the order is known and, for a refund, no longer unpaid.
-- state: the value in ids of the order, see IdText.java; false if there is none
local function is_due(kind, state)
  return state and (kind ~= 'refund' or not string.find(state, '^%.%w+%-%d+O') and not string.find(state, '^%S+ %S+ placed')) or false
end
