/*
 * Honest lives in C: the loop of dev.tapbench.risk.lives.LivesKernel and the device of dev.tapbench.risk.model.DeviceModel, with
 * the same decisions in the same order and the same generator, for 'tapbench measure risk' to compare with. All counts must
 * equal those of the Java classes.
 *
 *   cc -O2 -o lives lives.c && ./lives NUMBERS
 *
 * NUMBERS is a file of whole numbers, as dev.tapbench.risk.lives.LivesNumbers writes them. Commands come on standard input:
 * "live FROM TO TIMES" lives the cards FROM to TO - 1 so many times and answers "done"; "counts" prints all counts since the
 * last "counts", one a line.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_TYPES 100
#define SLICES 1024
#define MONTH (30 * 24 * 60 * 60)
#define DAY (24 * 60 * 60)
#define NO_COUNT_LIMIT 255
#define NO_AMOUNT_LIMIT 999999999999LL
#define MOST_LOADS 0xFFFF

/* What a card found about a tap: bits of the card verification results, byte 3. */
enum { LOWER_COUNT = 0x80, UPPER_COUNT = 0x40, LOWER_AMOUNT = 0x20, UPPER_AMOUNT = 0x10, ASK_HOLDER = 0x08, CVM_ARMED = 0x04 };
enum decision { DECLINED, APPROVED, ISSUER_ASKED };
enum holder { NOTHING, ASKED_FOR, ARMED };
enum pending { NO_LOAD, OPEN, AUTHENTICATED };
enum blocked { NOT_BLOCKED, APPLICATION_BLOCKED, CARD_BLOCKED };
enum verification { VALID, WRONG, NO_TRY_LEFT, NOT_ASKED_FOR };
enum counters { KEEP, TO_UPPER_LIMITS, TO_ZERO, ADD_TRANSACTION };
enum entry { IN_SLOT, ON_PHONE, LOAD };
/* What a phone's owner is verified by. */
enum method { PASSCODE, PATTERN, SENSOR };

struct word {
    bool approves;
    enum counters counters;
    bool online_next;
    enum blocked block;
    int tries;
};

static const struct word REFUSED = {false, KEEP, false, NOT_BLOCKED, -1};
static const struct word APPROVED_KEEP = {true, KEEP, false, NOT_BLOCKED, -1};
static const struct word APPROVED_ANEW = {true, TO_ZERO, false, NOT_BLOCKED, -1};
static const struct word APPROVED_AND_COUNTED = {true, ADD_TRANSACTION, false, NOT_BLOCKED, -1};

/* The profile, and whose device it is. */
static struct {
    bool phone, contacts, prepaid, both, exempts_unattended, declines_offline_only, asks_for_others;
    int try_limit, lower_count, upper_count, second_count;
    int64_t maximum_balance, lower_amount, upper_amount, second_amount, always_above;
    enum counters online_approval;
    enum method method;
} profile;

struct device {
    int count;
    int64_t amount, upper_amount;
    int second_count;
    int64_t second_amount;
    int tries, pattern_tries, loads;
    enum pending pending;
    int64_t pending_amount;
    enum holder holder;
    int64_t holder_amount;
    bool holder_foreign, goes_online;
    enum blocked blocked;
    struct { bool always; int64_t above; int payments; } settings;
    int64_t asked;
};

struct answer {
    enum decision decision;
    bool asks;
    int results;
};

/* The rule of both pairs. */

static bool count_trips(int count, int limit) { return limit != NO_COUNT_LIMIT && count + 1 > limit; }
static bool amount_trips(int64_t sum, int64_t amount, int64_t limit) { return sum + amount > limit; }
static bool overflows(int64_t sum, int64_t amount) { return sum + amount > NO_AMOUNT_LIMIT; }
static int next_count(int count) { return count == NO_COUNT_LIMIT ? count : count + 1; }

static int first_results(const struct device *d, int64_t payment) {
    if (overflows(d->amount, payment)) return 0;
    int results = 0;
    if (count_trips(d->count, profile.lower_count)) results |= LOWER_COUNT;
    if (count_trips(d->count, profile.upper_count)) results |= UPPER_COUNT;
    if (amount_trips(d->amount, payment, profile.lower_amount)) results |= LOWER_AMOUNT;
    if (amount_trips(d->amount, payment, d->upper_amount)) results |= UPPER_AMOUNT;
    return results;
}

static void first_add(struct device *d, int64_t payment) {
    d->count = next_count(d->count);
    d->amount += payment;
}

static int64_t funds(const struct device *d) { return d->upper_amount - d->amount; }

/* A purchase. */

static void close_load(struct device *d) {
    d->pending = NO_LOAD;
    d->pending_amount = 0;
}

static void forget_holder(struct device *d) {
    d->holder = NOTHING;
    d->holder_amount = 0;
    d->holder_foreign = false;
}

static bool second_trips(const struct device *d, int64_t amount) {
    bool count = count_trips(d->second_count, profile.second_count);
    bool sum = amount_trips(d->second_amount, amount, profile.second_amount);
    return profile.both ? count && sum : count || sum;
}

static bool second_asks(const struct device *d, int64_t amount, bool trips, bool unattended) {
    return (trips && !(unattended && profile.exempts_unattended)) || amount > profile.always_above
        || (profile.phone
            && (d->settings.always || amount > d->settings.above || count_trips(d->second_count, d->settings.payments)));
}

static int evaluate(const struct device *d, int64_t amount) {
    int results = first_results(d, amount);
    bool tells = !overflows(d->second_amount, amount)
        && (second_trips(d, amount) || second_asks(d, amount, false, false));
    return tells ? results | ASK_HOLDER : results;
}

static bool too_much(const struct device *d, int64_t counted) {
    return overflows(d->amount, counted) || overflows(d->second_amount, counted);
}

static enum decision decide(const struct device *d, int results, int64_t counted, bool foreign, bool holder_wanted, bool online,
                            enum decision asks) {
    if ((foreign && !profile.asks_for_others) || too_much(d, counted) || (profile.declines_offline_only && !online))
        return DECLINED;
    bool reaches = online || asks == ISSUER_ASKED;
    if (results & (UPPER_COUNT | UPPER_AMOUNT))
        return reaches && !(holder_wanted && profile.prepaid) ? ISSUER_ASKED : DECLINED;
    bool wants = asks == ISSUER_ASKED || (results & (LOWER_COUNT | LOWER_AMOUNT)) || d->goes_online || foreign;
    if (reaches && wants) return ISSUER_ASKED;
    return foreign ? DECLINED : APPROVED;
}

static struct answer present(struct device *d, int64_t amount, bool foreign, bool contactless, bool online, bool unattended,
                             enum decision asks) {
    d->asked = -1;
    if (d->blocked == CARD_BLOCKED) return (struct answer){DECLINED, false, 0};
    close_load(d);
    bool was_armed = d->holder == ARMED;
    bool armed = was_armed && amount <= d->holder_amount && foreign == d->holder_foreign;
    forget_holder(d);
    if (asks == DECLINED || d->blocked == APPLICATION_BLOCKED || (was_armed && !armed))
        return (struct answer){DECLINED, false, armed ? CVM_ARMED : 0};
    int64_t counted = foreign ? 0 : amount;
    int results = (armed ? CVM_ARMED : 0) | evaluate(d, counted);
    bool holder_wanted = contactless && (results & ASK_HOLDER) && !too_much(d, counted)
        && (!unattended || second_asks(d, counted, second_trips(d, counted), true));
    enum decision decision = decide(d, results, counted, foreign, holder_wanted, online, asks);
    bool must_ask = decision != DECLINED && holder_wanted && !armed;
    if (must_ask) decision = DECLINED;
    if (decision == APPROVED) first_add(d, counted);
    if (decision != DECLINED && contactless && !armed) {
        d->second_count = next_count(d->second_count);
        d->second_amount += counted;
    }
    bool prompts = must_ask && profile.phone;
    if (prompts) {
        d->holder = ASKED_FOR;
        d->holder_amount = amount;
        d->holder_foreign = foreign;
    }
    if (decision == ISSUER_ASKED) d->asked = counted;
    return (struct answer){decision, prompts, results};
}

static bool issuer_answered(struct device *d, const struct word *word) {
    if (d->asked < 0) abort();
    int64_t amount = d->asked;
    d->asked = -1;
    bool may = d->blocked == NOT_BLOCKED && word->approves && word->block == NOT_BLOCKED;
    bool can_add = !overflows(d->amount, amount) && (!profile.prepaid || d->amount + amount <= d->upper_amount);
    bool given = may && (word->counters != ADD_TRANSACTION || can_add);
    d->goes_online = word->online_next;
    if (word->tries >= 0) d->tries = word->tries < profile.try_limit ? word->tries : profile.try_limit;
    switch (word->counters) {
    case TO_UPPER_LIMITS:
        if (profile.upper_count != NO_COUNT_LIMIT) d->count = profile.upper_count;
        if (!profile.prepaid && d->upper_amount != NO_AMOUNT_LIMIT) d->amount = d->upper_amount;
        break;
    case TO_ZERO:
        d->count = 0;
        if (!profile.prepaid) d->amount = 0;
        break;
    case ADD_TRANSACTION:
        if (given) first_add(d, amount);
        break;
    case KEEP:
        break;
    }
    if (word->block != NOT_BLOCKED) d->blocked = word->block;
    return given;
}

/* The holder, and loads. */

static enum verification tried(int *tries, bool right) {
    if (*tries == 0) return NO_TRY_LEFT;
    *tries = right ? profile.try_limit : *tries - 1;
    return right ? VALID : WRONG;
}

static enum verification counted_from_now(struct device *d, enum verification result) {
    if (result == VALID) {
        d->second_count = 0;
        d->second_amount = 0;
    }
    return result;
}

static enum verification verified(struct device *d, bool right) {
    if (d->blocked != NOT_BLOCKED) return NOT_ASKED_FOR;
    return counted_from_now(d, tried(&d->tries, right));
}

static enum verification pin_in_slot(struct device *d, bool right) {
    if (d->blocked == CARD_BLOCKED) return NOT_ASKED_FOR;
    close_load(d);
    return verified(d, right);
}

static enum verification on_phone(struct device *d, bool right) {
    if (!profile.phone || d->blocked != NOT_BLOCKED || d->holder != ASKED_FOR) return NOT_ASKED_FOR;
    enum verification result = profile.method == SENSOR ? (right ? VALID : WRONG)
        : tried(profile.method == PATTERN ? &d->pattern_tries : &d->tries, right);
    if (result == VALID) {
        if (profile.method == PASSCODE) d->pattern_tries = profile.try_limit;
        d->holder = ARMED;
    }
    return counted_from_now(d, result);
}

static bool load_requested(struct device *d, int64_t amount) {
    d->asked = -1;
    if (d->blocked == CARD_BLOCKED) return false;
    close_load(d);
    bool armed_for_payment = d->holder == ARMED;
    forget_holder(d);
    bool fits = profile.prepaid && d->blocked == NOT_BLOCKED && !armed_for_payment && d->loads != MOST_LOADS && amount > 0
        && funds(d) + amount <= profile.maximum_balance;
    if (fits) {
        d->pending = OPEN;
        d->pending_amount = amount;
    }
    return fits;
}

static bool load_answered(struct device *d, bool genuine) {
    d->asked = -1;
    if (d->pending == NO_LOAD || d->blocked == CARD_BLOCKED) return false;
    if (!genuine || d->blocked != NOT_BLOCKED) {
        close_load(d);
        return false;
    }
    d->pending = AUTHENTICATED;
    return true;
}

static enum verification load_pin(struct device *d, bool right) {
    d->asked = -1;
    if (d->pending != AUTHENTICATED || d->blocked != NOT_BLOCKED) return NOT_ASKED_FOR;
    int64_t amount = d->pending_amount;
    enum verification result = verified(d, right);
    if (result == WRONG && d->tries == 0) close_load(d);
    if (result == VALID) {
        d->upper_amount = funds(d) + amount;
        d->amount = 0;
        d->count = 0;
        d->loads++;
        close_load(d);
    }
    return result;
}

/* What is counted. */

enum metric { PAYMENTS, PROMPTS, FUNDS_DECLINES, OTHER_DECLINES, TOP_UPS, FIRST_DECLINE_PAYMENT, FIRST_DECLINE_DAY, METRICS };
enum total { CARDS, TAPS, PAID_OFFLINE, PAID_ONLINE, LOCKED_OUT, TOTALS };

#define BUCKETS (64 + 14 * 32)
#define MOST_VALUE ((1 << 20) - 1)

static struct {
    struct { int64_t buckets[BUCKETS], sum; } metrics[METRICS];
    int64_t totals[TOTALS];
} counts[MOST_TYPES];

static int bucket(int value) {
    if (value < 64) return value;
    int fits = value < MOST_VALUE ? value : MOST_VALUE;
    int octave = 31 - __builtin_clz((unsigned) fits) - 6;
    return 64 + (octave << 5) + (fits >> (octave + 1)) - 32;
}

static void count(int type, enum metric metric, int value) {
    counts[type].metrics[metric].buckets[bucket(value)]++;
    counts[type].metrics[metric].sum += value;
}

/* Lives. */

static int64_t seed;
static int months, types;
static struct {
    int up_to, contactless, pin_in_slot, online, issuer_approves, foreign;
    int64_t top_up_below, top_up_amount;
    int mistypes, gaps[SLICES];
    int64_t amounts[SLICES];
} type[MOST_TYPES];

static struct {
    struct device device;
    uint64_t draws;
    int prompts, top_ups, taps, paid_offline, paid_online;
    bool locked_out;
} life;

static uint64_t mix(uint64_t state) {
    uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

static uint64_t draw(void) {
    life.draws += 0x9E3779B97F4A7C15ULL;
    return mix(life.draws);
}

static bool chance(uint64_t bits, int threshold) { return (int) (bits & 0xFFFF) < threshold; }

static bool enters(enum entry entry, int t) {
    enum verification result;
    do {
        bool right = !chance(draw(), type[t].mistypes);
        switch (entry) {
        case IN_SLOT: result = pin_in_slot(&life.device, right); break;
        case ON_PHONE: result = on_phone(&life.device, right); break;
        default: result = load_pin(&life.device, right); break;
        }
        life.locked_out |= result == NO_TRY_LEFT;
    } while (result == WRONG);
    return result == VALID;
}

static struct answer tap(int64_t amount, bool foreign, bool tapped, bool online) {
    life.taps++;
    return present(&life.device, amount, foreign, tapped, online, false, APPROVED);
}

static const struct word *approval(int64_t amount) {
    if (profile.online_approval == TO_ZERO) return &APPROVED_ANEW;
    bool counts = profile.online_approval == ADD_TRANSACTION && (!profile.prepaid || amount <= funds(&life.device));
    return counts ? &APPROVED_AND_COUNTED : &APPROVED_KEEP;
}

/* 0 where it is paid, 1 without funds, 2 declined for another reason. */
static int purchase(int t, uint64_t bits) {
    int64_t amount = type[t].amounts[(bits >> 10) & (SLICES - 1)];
    bool foreign = chance(bits >> 20, type[t].foreign);
    bool tapped = !profile.contacts || chance(bits >> 36, type[t].contactless);
    uint64_t more = draw();
    bool online = chance(more, type[t].online);
    if (profile.prepaid && funds(&life.device) < type[t].top_up_below) {
        if (load_requested(&life.device, type[t].top_up_amount) && load_answered(&life.device, true) && enters(LOAD, t))
            life.top_ups++;
    }
    if (!tapped && chance(more >> 16, type[t].pin_in_slot)) enters(IN_SLOT, t);
    struct answer answer = tap(amount, foreign, tapped, online);
    if (answer.decision == DECLINED) {
        if (answer.asks) {
            life.prompts++;
            if (enters(ON_PHONE, t)) answer = tap(amount, foreign, true, online);
        } else if (profile.contacts && tapped && (answer.results & ASK_HOLDER) && !(answer.results & UPPER_AMOUNT)) {
            life.prompts++;
            if (enters(IN_SLOT, t)) answer = tap(amount, foreign, false, online);
        }
    }
    if (answer.decision == APPROVED) {
        life.paid_offline++;
        return 0;
    }
    if (answer.decision == ISSUER_ASKED) {
        bool given = issuer_answered(&life.device, chance(more >> 32, type[t].issuer_approves) ? approval(amount) : &REFUSED);
        life.paid_online += given;
        return given ? 0 : 2;
    }
    return answer.results & UPPER_AMOUNT ? 1 : 2;
}

static void begin(int64_t card) {
    life.draws = mix(mix((uint64_t) seed) ^ (uint64_t) card);
    memset(&life.device, 0, sizeof life.device);
    life.device.upper_amount = profile.upper_amount;
    life.device.tries = life.device.pattern_tries = profile.try_limit;
    life.device.settings.above = NO_AMOUNT_LIMIT;
    life.device.settings.payments = NO_COUNT_LIMIT;
    life.device.asked = -1;
    life.taps = life.paid_offline = life.paid_online = 0;
    life.locked_out = false;
}

static void live(int64_t card) {
    begin(card);
    int picking = (int) (draw() & 0xFFFF), t = 0;
    while (picking >= type[t].up_to) t++;
    int number = 0;
    bool declined = false;
    uint64_t bits = draw();
    int64_t time = type[t].gaps[bits & (SLICES - 1)];
    for (int month = 1; month <= months; month++) {
        int before = number, no_funds = 0, otherwise = 0;
        life.prompts = life.top_ups = 0;
        for (int64_t end = (int64_t) month * MONTH; time < end; time += type[t].gaps[bits & (SLICES - 1)]) {
            number++;
            int how = purchase(t, bits);
            if (how) {
                no_funds += how & 1;
                otherwise += how >> 1;
                if (!declined) {
                    declined = true;
                    count(t, FIRST_DECLINE_PAYMENT, number);
                    count(t, FIRST_DECLINE_DAY, (int) (time / DAY) + 1);
                }
            }
            bits = draw();
        }
        count(t, PAYMENTS, number - before);
        count(t, PROMPTS, life.prompts);
        count(t, FUNDS_DECLINES, no_funds);
        count(t, OTHER_DECLINES, otherwise);
        count(t, TOP_UPS, life.top_ups);
    }
    counts[t].totals[CARDS]++;
    counts[t].totals[TAPS] += life.taps;
    counts[t].totals[PAID_OFFLINE] += life.paid_offline;
    counts[t].totals[PAID_ONLINE] += life.paid_online;
    counts[t].totals[LOCKED_OUT] += life.locked_out;
}

/* The numbers, and the commands. */

static int64_t number(FILE *file) {
    long long value;
    if (fscanf(file, "%lld", &value) != 1) {
        fprintf(stderr, "lives: the file of numbers ends early\n");
        exit(1);
    }
    return value;
}

static void read_numbers(FILE *file) {
    seed = number(file);
    months = (int) number(file);
    profile.phone = number(file);
    profile.contacts = number(file);
    profile.try_limit = (int) number(file);
    types = (int) number(file);
    profile.prepaid = number(file);
    profile.maximum_balance = number(file);
    profile.lower_count = (int) number(file);
    profile.upper_count = (int) number(file);
    profile.lower_amount = number(file);
    profile.upper_amount = number(file);
    profile.both = number(file);
    profile.second_count = (int) number(file);
    profile.second_amount = number(file);
    profile.always_above = number(file);
    profile.exempts_unattended = number(file);
    profile.declines_offline_only = number(file);
    profile.asks_for_others = number(file);
    profile.online_approval = (enum counters) number(file);
    profile.method = (enum method) number(file);
    if (types > MOST_TYPES) {
        fprintf(stderr, "lives: %d types, at most %d\n", types, MOST_TYPES);
        exit(1);
    }
    for (int t = 0; t < types; t++) {
        type[t].up_to = (int) number(file);
        type[t].contactless = (int) number(file);
        type[t].pin_in_slot = (int) number(file);
        type[t].online = (int) number(file);
        type[t].issuer_approves = (int) number(file);
        type[t].foreign = (int) number(file);
        type[t].top_up_below = number(file);
        type[t].top_up_amount = number(file);
        type[t].mistypes = (int) number(file);
        for (int i = 0; i < SLICES; i++) type[t].gaps[i] = (int) number(file);
        for (int i = 0; i < SLICES; i++) type[t].amounts[i] = number(file);
    }
}

static void print_counts(void) {
    const int64_t *cells = (const int64_t *) counts;
    size_t size = (size_t) types * sizeof counts[0] / sizeof *cells;
    for (size_t i = 0; i < size; i++) printf("%lld\n", (long long) cells[i]);
    memset(counts, 0, sizeof counts);
}

int main(int argc, char **argv) {
    FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (!file) {
        fprintf(stderr, "lives: expected the file of numbers as the one argument\n");
        return 1;
    }
    read_numbers(file);
    fclose(file);
    char line[128];
    while (fgets(line, sizeof line, stdin)) {
        long long from, to, times;
        if (sscanf(line, "live %lld %lld %lld", &from, &to, &times) == 3) {
            for (long long i = 0; i < times; i++)
                for (long long card = from; card < to; card++) live(card);
            puts("done");
        } else if (strcmp(line, "counts\n") == 0) {
            print_counts();
        } else {
            fprintf(stderr, "lives: not understood: %s", line);
            return 1;
        }
        fflush(stdout);
    }
    return 0;
}
