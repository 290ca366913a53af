-- Puts a pseudonym in place of a buyer in what a campaign has counted. Whatever a node has read of the ledgers before, and has
-- not counted yet, is not counted after this: it may name the buyer still, see follow_members.lua.
--
-- KEYS  1 totals (hash)       2 open (hash)     3 buyers (set)   4 groupbuyers (set)   5 counts (hash)   6 recent (list)
-- ARGV  1 the version that the rest rests on; '' for any   2 the buyer's id   3 the pseudonym
--       4 1 if the buyer is no buyer of its streams any more, else 0      5 1 if the pseudonym is one, else 0
--       6 the field of counts that the buyers of a group are in, before its name
--       sections, each with the number of its rows before them:
--       open: name, the value that is replaced, the new value
--       groups: name, and as 4 and 5 of its buyers      recent: the text that is replaced, the new text
-- Returns 1, or 0 if nothing was written: there are no tallies, or they have moved on

-- include part_sections
local call = redis.call
local totals_key, open_key, buyers_key, group_buyers_key, counts_key, recent_key = unpack(KEYS, 1, 6)
local version, buyer, pseudonym, group_buyers_count = ARGV[1], ARGV[2], ARGV[3], ARGV[6]

next_section = 7
local open, open_end = section(3)
local groups, groups_end = section(3)
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

-- Replaces the buyer in a set. Who has bought again since the ledgers were erased is another buyer than the one before, who has the
-- pseudonym there: then it has both. Returns how many names more the set has.
local function replace(key, prefix, is_gone, is_pseudonym)
  if call('SISMEMBER', key, prefix .. buyer) == 0 then
    return 0
  end
  local more = 0
  if is_gone == '1' then
    more = -call('SREM', key, prefix .. buyer)
  end
  if is_gone == '1' or is_pseudonym == '1' then
    more = more + call('SADD', key, prefix .. pseudonym)
  end
  return more
end
replace(buyers_key, '', ARGV[4], ARGV[5])
for i = groups, groups_end, 3 do
  local more = replace(group_buyers_key, ARGV[i] .. '\t', ARGV[i + 1], ARGV[i + 2])
  if more ~= 0 then
    call('HINCRBY', counts_key, group_buyers_count .. ARGV[i], more)
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
