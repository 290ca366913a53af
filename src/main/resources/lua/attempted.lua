-- Notes an attempt to deliver to a target: what was delivered or given up leaves the outbox, and the rest is due again
-- later. A target that takes something after it took nothing gets at once what has waited, in the order of the events.
--
-- KEYS  1 targets (hash)  2 outbox (hash)  3 waiting (zset)  4 due (zset)  5 attempts (list) of the target
-- ARGV  1 the target's id  2 the attempt, in JSON  3 maximum of attempts that are kept
--       4 1 if the target took it, else 0
--       for each delivery: name, value from now on, when it is due again, epoch ms (empty: it leaves the outbox)
-- Returns how many of them were in the outbox

local call = redis.call
local targets_key, outbox_key, waiting_key, due_key, attempts_key = unpack(KEYS, 1, 5)
local target, attempt, most, taken = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4] == '1'
local first_delivery = 5

if call('HEXISTS', targets_key, target) == 0 then
  return 0 -- deleted meanwhile, with all that waited
end

local there = 0
for i = first_delivery, #ARGV, 3 do
  local name, value, due = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  if call('HEXISTS', outbox_key, name) == 1 then
    there = there + 1
    if due == '' then
      call('HDEL', outbox_key, name)
      call('ZREM', waiting_key, name)
      call('ZREM', due_key, name)
    else
      call('HSET', outbox_key, name, value)
      call('ZADD', due_key, due, name)
    end
  end
end

if taken then
  local own = target .. '\t'
  local waiting = call('ZRANGE', waiting_key, 0, -1, 'WITHSCORES')
  for i = 1, #waiting, 2 do
    if string.sub(waiting[i], 1, #own) == own then
      call('ZADD', due_key, 'LT', waiting[i + 1], waiting[i])
    end
  end
end

call('LPUSH', attempts_key, attempt)
call('LTRIM', attempts_key, 0, most - 1)
return there
