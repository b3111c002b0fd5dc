// SPDX-License-Identifier: GPL-3.0-or-later
// lastolaz FROM.las TO.laz [CHUNK]: the same records compressed by LASzip, header and records before the points kept.

#include <laszip_api.h>

#include <cstdio>
#include <cstdlib>

namespace {

bool copy(laszip_POINTER reader, laszip_POINTER writer, const char *from, const char *to, unsigned chunk)
{
    laszip_BOOL isCompressed = 0;
    laszip_header *header = nullptr;
    laszip_point *point = nullptr;
    if (laszip_open_reader(reader, from, &isCompressed) != 0 || laszip_get_header_pointer(reader, &header) != 0
        || laszip_set_header(writer, header) != 0 || laszip_preserve_generating_software(writer, 1) != 0
        || laszip_request_native_extension(writer, header->point_data_format >= 6) != 0
        || (chunk > 0 && laszip_set_chunk_size(writer, chunk) != 0) || laszip_open_writer(writer, to, 1) != 0
        || laszip_get_point_pointer(reader, &point) != 0)
        return false;
    const laszip_U64 legacy = header->number_of_point_records;
    const laszip_U64 count = legacy ? legacy : header->extended_number_of_point_records;
    for (laszip_U64 i = 0; i < count; ++i) {
        if (laszip_read_point(reader) != 0 || laszip_set_point(writer, point) != 0 || laszip_write_point(writer) != 0)
            return false;
    }
    return laszip_close_writer(writer) == 0 && laszip_close_reader(reader) == 0;
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc < 3) {
        std::fputs("lastolaz FROM.las TO.laz [CHUNK]\n", stderr);
        return 2;
    }
    laszip_POINTER reader = nullptr, writer = nullptr;
    const bool isMade = laszip_create(&reader) == 0 && laszip_create(&writer) == 0;
    if (isMade && copy(reader, writer, argv[1], argv[2], argc > 3 ? unsigned(std::atoi(argv[3])) : 0))
        return 0;
    for (const laszip_POINTER one : {reader, writer}) {
        char *text = nullptr;
        if (one && laszip_get_error(one, &text) == 0 && text)
            std::fprintf(stderr, "%s: %s\n", argv[1], text);
    }
    return 1;
}
