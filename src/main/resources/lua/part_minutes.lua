-- Included by other scripts: the index of the minutes that a board shows, the newest 1,440, which is a day. Older minutes
-- stay in the trend, and in the audit.
--
-- The newest minutes are in two sorted sets: by the version of their last change (minutes), and by themselves (newest).
-- The index is maintained as orders and likes are counted: a producer may date orders in any minute since 2000, in any
-- order, and a board must not sort them all. A version without `newest` indexed every minute; its data shows in the sizes
-- of the two sets, which are the same otherwise, and index_minutes.lua repairs it.

-- Removes all but the newest minutes.
local function drop_older(minutes, newest, most)
  local past = redis.call('ZCARD', newest) - most
  if past > 0 then
    local oldest = redis.call('ZPOPMIN', newest, past)
    for i = 1, #oldest, 2 do
      redis.call('ZREM', minutes, oldest[i])
    end
  end
end

-- Indexes the minutes list[from] to list[to], which changed at this version. A known minute costs one command.
local function enter_minutes(minutes, newest, most, version, list, from, to)
  local grown = false
  for i = from, to do
    if redis.call('ZADD', minutes, version, list[i]) == 1 then
      redis.call('ZADD', newest, list[i], list[i])
      grown = true
    end
  end
  if grown then
    drop_older(minutes, newest, most)
  end
end
