-- Reads how many names the rankings of a stream have, and which of the given ones they lack.
--
-- KEYS  the ranking of each dimension (zset)
-- ARGV  a section for each of them: the number of its names, and the names
-- Returns for each {how many names it has, {the places of the names that it lacks, from 0}}

-- include part_sections
local call = redis.call
next_section = 1
local read = {}
for k = 1, #KEYS do
  local names, names_end = section(1)
  local lacks = {}
  for i = names, names_end do
    if not call('ZSCORE', KEYS[k], ARGV[i]) then
      lacks[#lacks + 1] = i - names
    end
  end
  read[k] = {call('ZCARD', KEYS[k]), lacks}
end
return read
