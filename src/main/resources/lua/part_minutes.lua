-- A part of other scripts, which say so with an include: the index of the minutes that a board shows.
--
-- The newest minutes of a trend are in two sorted sets: by the version that changed each last (minutes), and by themselves
-- (newest). So a board is read by what it shows, whatever a producer has sent. Data of a version that had minutes of any number, and
-- no newest, shows in the sets' sizes, which else are the same; index_minutes.lua mends it.

-- Drops all but the newest ones.
local function drop_older(minutes, newest, most)
  local past = redis.call('ZCARD', newest) - most
  if past > 0 then
    local oldest = redis.call('ZPOPMIN', newest, past)
    for i = 1, #oldest, 2 do
      redis.call('ZREM', minutes, oldest[i])
    end
  end
end

-- Enters the minutes that changed at a version: those of a list from one place to another. One that is known costs a command.
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
