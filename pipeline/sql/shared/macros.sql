-- Arithmetic on stated values, the same as in intervals.py: an open end is NULL, about keeps its number.

-- The first and last day that a partial ISO date can mean; NULL without a year or for a day that does not exist.
CREATE OR REPLACE MACRO first_day(d) AS
    CASE WHEN regexp_full_match(d, '\d{4}(-\d{2}){0,2}')
         THEN try_cast(d || substr('-01-01', length(d) - 3) AS DATE) END;
CREATE OR REPLACE MACRO last_day_of(d) AS
    CASE length(d) WHEN 4 THEN first_day(d) + INTERVAL 1 YEAR - INTERVAL 1 DAY
                   WHEN 7 THEN last_day(first_day(d))
                   ELSE first_day(d) END::DATE;

-- Whether one value can satisfy both statements. If not, they contradict each other.
CREATE OR REPLACE MACRO lies_below(a_max, a_strict, b_min, b_strict) AS
    coalesce(a_max < b_min OR (a_max = b_min AND (a_strict OR b_strict)), FALSE);
CREATE OR REPLACE MACRO meets(a_word, a_min, a_max, b_word, b_min, b_max) AS
    NOT lies_below(a_max, a_word = 'less_than', b_min, b_word = 'more_than')
    AND NOT lies_below(b_max, b_word = 'less_than', a_min, a_word = 'more_than');

-- reached, missed or undecided. A target is a floor, or a ceiling where its words say so (or `ceiling` is true). An
-- about within `tolerance` of the bound decides nothing, nor does an outcome that lies on both sides of it.
CREATE OR REPLACE MACRO is_ceiling(word, ceiling) AS ceiling OR word IN ('at_most', 'less_than');
CREATE OR REPLACE MACRO bound_of(word, low, high, ceiling) AS CASE WHEN is_ceiling(word, ceiling) THEN high ELSE low END;
CREATE OR REPLACE MACRO is_near(bound, x, tolerance) AS coalesce(abs(x - bound) <= tolerance * bound, FALSE);
CREATE OR REPLACE MACRO verdict(t_word, t_min, t_max, a_word, a_min, a_max, tolerance, ceiling) AS
    CASE
        WHEN bound_of(t_word, t_min, t_max, ceiling) IS NULL THEN 'undecided'
        WHEN (t_word = 'about' OR a_word = 'about')
             AND (is_near(bound_of(t_word, t_min, t_max, ceiling), a_min, tolerance)
                  OR is_near(bound_of(t_word, t_min, t_max, ceiling), a_max, tolerance)) THEN 'undecided'
        WHEN is_ceiling(t_word, ceiling) THEN
            CASE
                WHEN NOT meets(a_word, a_min, a_max,
                               CASE WHEN t_word = 'less_than' THEN 'at_least' ELSE 'more_than' END, t_max, NULL)
                    THEN 'reached'
                WHEN meets(a_word, a_min, a_max,
                           CASE WHEN t_word = 'less_than' THEN 'less_than' ELSE 'at_most' END, NULL, t_max)
                    THEN 'undecided'
                ELSE 'missed'
            END
        WHEN NOT meets(a_word, a_min, a_max,
                       CASE WHEN t_word = 'more_than' THEN 'at_most' ELSE 'less_than' END, NULL, t_min) THEN 'reached'
        WHEN meets(a_word, a_min, a_max,
                   CASE WHEN t_word = 'more_than' THEN 'more_than' ELSE 'at_least' END, t_min, NULL) THEN 'undecided'
        ELSE 'missed'
    END;

-- The word for an interval that was computed.
CREATE OR REPLACE MACRO interval_word(low, high, low_strict, high_strict, about) AS
    CASE
        WHEN low IS NULL AND high IS NULL THEN NULL
        WHEN low IS NULL THEN CASE WHEN high_strict THEN 'less_than' ELSE 'at_most' END
        WHEN high IS NULL THEN CASE WHEN low_strict THEN 'more_than' ELSE 'at_least' END
        WHEN low = high THEN CASE WHEN about THEN 'about' ELSE 'exact' END
        ELSE 'range'
    END;

-- The id of a computed row, made from what tells it apart.
CREATE OR REPLACE MACRO row_id(parts) AS substr(sha256(array_to_string(parts, chr(31))), 1, 16);
