-- Puts a pseudonym in place of a buyer in what a campaign has counted. Whatever a node has read of the ledgers before, and has
-- not counted yet, is not counted after this: it may name the buyer still, see follow_members.lua.
--
-- KEYS  1 totals (hash)       2 open (hash)     3 buyers (set)   4 groupbuyers (set)   5 counts (hash)   6 recent (list)
-- ARGV  1 the version that the rest rests on; '' for any   2 the buyer's id   3 the pseudonym
--       4 1 if the buyer is no buyer of its streams any more, else 0
--       5 the field of counts that the buyers of a group are in, before its name
--       sections, each with the number of its rows before them:
--       open: name, the value that is replaced, the new value
--       groups of which the same is true         recent: the text that is replaced, the new text
-- Returns 1, or 0 if nothing was written: there are no tallies, or they have moved on

-- include part_sections
local call = redis.call
local totals_key, open_key, buyers_key, group_buyers_key, counts_key, recent_key = unpack(KEYS, 1, 6)
local version, buyer, pseudonym, is_gone, group_buyers_count = ARGV[1], ARGV[2], ARGV[3], ARGV[4] == '1', ARGV[5]

next_section = 6
local open, open_end = section(3)
local groups, groups_end = section(1)
local shown, shown_end = section(2)

local now = call('HGET', totals_key, 'version')
if call('EXISTS', totals_key) == 0 or version ~= '' and version ~= (now or '') then
  return 0
end
call('HINCRBY', totals_key, 'erasures', 1)
for i = open, open_end, 3 do
  if call('HGET', open_key, ARGV[i]) == ARGV[i + 1] then
    call('HSET', open_key, ARGV[i], ARGV[i + 2])
  end
end
if is_gone and call('SREM', buyers_key, buyer) == 1 then
  call('SADD', buyers_key, pseudonym)
end
for i = groups, groups_end do
  if call('SREM', group_buyers_key, ARGV[i] .. '\t' .. buyer) == 1
    and call('SADD', group_buyers_key, ARGV[i] .. '\t' .. pseudonym) == 0 then
    call('HINCRBY', counts_key, group_buyers_count .. ARGV[i], -1)
  end
end
if shown_end > shown then
  local becomes = {}
  for i = shown, shown_end, 2 do
    becomes[ARGV[i]] = ARGV[i + 1]
  end
  local recent = call('LRANGE', recent_key, 0, -1)
  for i, order in ipairs(recent) do
    recent[i] = becomes[order] or order
  end
  call('DEL', recent_key)
  call('RPUSH', recent_key, unpack(recent))
end
if now then
  call('HINCRBY', totals_key, 'version', 1)
end
return 1
