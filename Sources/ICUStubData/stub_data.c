#include "stub_data.h"

/* ICU's data of version 76 with nothing in it, as ICU's own stubdata library has it: the head of a package (udata.h,
 * ucmndata.h) whose table of contents has no entry. Linked before the data itself, it takes its place. Another version
 * of ICU asks for another name, and gets its data. Whatever asked for data would end the program here, since Foundation
 * counts on it: locales, formatters, calendars. Without those, text is folded and normalized by Swift's own tables. */
struct data_package {
  uint16_t header_size;
  uint8_t magic[2];
  struct {
    uint16_t size, reserved;
    uint8_t is_big_endian, charset_family, size_of_char16, reserved_byte;
    uint8_t format[4], format_version[4], data_version[4];
  } info;
  uint8_t padding[8];
  uint32_t entry_count, reserved;
};

__attribute__((visibility("hidden"), aligned(16))) const struct data_package icudt76_dat = {
  .header_size = 32,
  .magic = {0xDA, 0x27},
  .info = {
    .size = sizeof icudt76_dat.info,
    .is_big_endian = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__,
    .size_of_char16 = 2,
    .format = "ToCP",
    .format_version = {1},
  },
};
