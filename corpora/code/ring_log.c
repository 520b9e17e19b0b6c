/* ring_log.c: the flight recorder of the pump controller.
 *
 * A log in 64 KB of battery-backed RAM that survives a crash, a watchdog reset and a pulled plug. One writer (the
 * control loop, which must never wait), any number of readers (serial console, Modbus gateway).
 *
 * Layout, little endian, everything aligned to 4:
 *
 *   0x0000  header: magic, version, write offset, sequence, boot count, CRC of the header
 *   0x0020  records, one after the other, wrapping at the end
 *
 * A record is 8 bytes of head and up to 120 bytes of payload. The head carries length, kind, a 16 bit CRC over head
 * and payload, and the low 24 bits of the sequence. A record is valid when its CRC is. Nothing else is trusted, in
 * particular not the write offset: after a reset mid-write we scan for the highest valid sequence.
 *
 * Rules that are easy to break:
 *  - rl_write() is called from the 1 kHz interrupt. No loops over the whole buffer, no printf, no malloc.
 *  - Kinds 0xF0 and up are reserved for the safety processor. It parses them with its own code, frozen at v2.
 *  - Time stamps are ticks since boot (0.5 ms). Wall time lives only in BOOT records, because the clock chip lies
 *    for the first 900 ms after power-up.
 */

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "crc16.h"
#include "irq.h"
#include "ring_log.h"

#define RL_BASE        0x38800000u   /* battery-backed SRAM; NOT cached, see linker script */
#define RL_SIZE        0x10000u
#define RL_FIRST       0x20u
#define RL_MAGIC       0x52474C34u   /* "4LGR" */
#define RL_VERSION     4
#define RL_MAX_PAYLOAD 120u
#define RL_SCAN_LIMIT  512u          /* records looked at after a reset; the watchdog gives us 40 ms */

struct rl_header {
    uint32_t magic;
    uint16_t version;
    uint16_t boot_count;
    uint32_t write_offset;
    uint32_t sequence;
    uint32_t dropped;
    uint32_t reserved[2];
    uint32_t crc;
};

struct rl_head {
    uint8_t  length;
    uint8_t  kind;
    uint16_t crc;
    uint32_t sequence_and_flags;     /* low 24 bits: sequence; bit 31: written inside a fault handler */
};

static volatile struct rl_header *const header = (volatile struct rl_header *)RL_BASE;
static uint8_t *const ring = (uint8_t *)RL_BASE;
static uint32_t cursor;
static uint32_t sequence;
static bool     frozen;

static uint32_t align4(uint32_t n) { return (n + 3u) & ~3u; }

static bool record_valid(uint32_t at, struct rl_head *out)
{
    if (at < RL_FIRST || at + sizeof(struct rl_head) > RL_SIZE)
        return false;
    memcpy(out, ring + at, sizeof *out);
    if (out->length > RL_MAX_PAYLOAD || at + sizeof *out + out->length > RL_SIZE)
        return false;
    uint16_t stored = out->crc;
    out->crc = 0;
    uint16_t crc = crc16_ccitt(0xFFFF, out, sizeof *out);
    crc = crc16_ccitt(crc, ring + at + sizeof *out, out->length);
    out->crc = stored;
    return crc == stored;
}

/* Called once at boot, before interrupts are on. Returns the number of records found, or -1 when the RAM was empty
 * (battery changed) and has been formatted. Formatting writes 0xA5 and not zeros: a zeroed record has a valid
 * length and, with this polynomial, CRC 0x1D0F, which is not zero, but revision B of the board powers up with
 * patterns that come close. */
int rl_open(void)
{
    if (header->magic != RL_MAGIC || header->version != RL_VERSION) {
        memset(ring, 0xA5, RL_SIZE);
        header->magic = RL_MAGIC;
        header->version = RL_VERSION;
        header->boot_count = 1;
        cursor = RL_FIRST;
        sequence = 0;
        return -1;
    }
    header->boot_count++;

    uint32_t at = header->write_offset, best = RL_FIRST, found = 0;
    uint32_t best_sequence = 0;
    if (at < RL_FIRST || at >= RL_SIZE)
        at = RL_FIRST;
    for (uint32_t looked = 0; looked < RL_SCAN_LIMIT; looked++) {
        struct rl_head head;
        if (!record_valid(at, &head)) {
            at += 4;
        } else {
            uint32_t s = head.sequence_and_flags & 0xFFFFFFu;
            /* Newer, allowing for the wrap of 24 bits: half the circle is ahead, half behind. */
            if (((s - best_sequence) & 0xFFFFFFu) < 0x800000u) {
                best_sequence = s;
                best = at + align4(sizeof head + head.length);
            }
            found++;
            at += align4(sizeof head + head.length);
        }
        if (at + sizeof(struct rl_head) > RL_SIZE)
            at = RL_FIRST;
    }
    cursor = best;
    sequence = best_sequence;
    return (int)found;
}

/* 3.1 us for an empty record, 9.4 us for a full one, at 480 MHz. */
enum rl_status rl_write(uint8_t kind, const void *payload, uint8_t length)
{
    if (frozen)
        return RL_FROZEN;
    if (length > RL_MAX_PAYLOAD)
        return RL_TOO_LONG;              /* never truncate: half a record looks like a whole one */
    if (kind >= 0xF0 && !irq_in_safety_context()) {
        header->dropped++;
        return RL_RESERVED_KIND;
    }
    uint32_t need = align4(sizeof(struct rl_head) + length);
    uint32_t mask = irq_save(IRQ_PRIO_LOG);
    if (cursor + need > RL_SIZE)
        cursor = RL_FIRST;               /* the tail keeps its old bytes; readers skip it by CRC */
    struct rl_head head = {
        .length = length,
        .kind = kind,
        .crc = 0,
        .sequence_and_flags = (++sequence & 0xFFFFFFu) | (irq_in_fault() ? 0x80000000u : 0),
    };
    uint16_t crc = crc16_ccitt(0xFFFF, &head, sizeof head);
    head.crc = crc16_ccitt(crc, payload, length);
    /* Payload first, head last: a record that was cut off has an old head over new bytes, and fails its CRC. */
    memcpy(ring + cursor + sizeof head, payload, length);
    irq_barrier();
    memcpy(ring + cursor, &head, sizeof head);
    cursor += need;
    header->write_offset = cursor;
    header->sequence = sequence;
    irq_restore(mask);
    return RL_OK;
}

/* Stops all writing so that the evidence survives. Only a cold start or the service key (menu 7, code 2580) lifts it.
 * Called by the safety processor on overpressure above 16.5 bar, and by nobody else. */
void rl_freeze(void)
{
    frozen = true;
    header->crc = crc16_ccitt(0xFFFF, (const void *)header, 28);
}
