// SPDX-License-Identifier: GPL-3.0-or-later
// lazcopy IN... OUTFOLDER: decodes LAZ files and encodes them again in the same order through LASzip's programming
// interface: the least that any maker of LAZ pyramids must do. Prints points and CPU seconds as JSON. The benchmark's
// yardstick.
#include <laszip/laszip_api.h>

#include <cstdio>
#include <cstring>
#include <string>
#include <sys/resource.h>

namespace {

long long copyFile(const std::string &from, const std::string &to)
{
    laszip_POINTER reader = nullptr, writer = nullptr;
    laszip_header *header = nullptr, *copy = nullptr;
    laszip_point *point = nullptr;
    laszip_BOOL isCompressed = 0;
    if (laszip_create(&reader) || laszip_create(&writer) || laszip_open_reader(reader, from.c_str(), &isCompressed)
        || laszip_get_header_pointer(reader, &header) || laszip_get_point_pointer(reader, &point)
        || laszip_get_header_pointer(writer, &copy))
        return -1;
    // The writer wants a header of its own, without the records, which do not matter here.
    copy->version_major = header->version_major;
    copy->version_minor = header->version_minor;
    copy->header_size = header->header_size;
    copy->offset_to_point_data = header->header_size;
    copy->point_data_format = header->point_data_format;
    copy->point_data_record_length = header->point_data_record_length;
    copy->number_of_point_records = header->number_of_point_records;
    copy->extended_number_of_point_records = header->extended_number_of_point_records;
    copy->x_scale_factor = header->x_scale_factor;
    copy->y_scale_factor = header->y_scale_factor;
    copy->z_scale_factor = header->z_scale_factor;
    copy->x_offset = header->x_offset;
    copy->y_offset = header->y_offset;
    copy->z_offset = header->z_offset;
    if (laszip_open_writer(writer, to.c_str(), 1))
        return -1;
    const long long count = header->version_minor >= 4 ? (long long)header->extended_number_of_point_records
                                                       : (long long)header->number_of_point_records;
    for (long long i = 0; i < count; ++i)
        if (laszip_read_point(reader) || laszip_set_point(writer, point) || laszip_write_point(writer))
            return -1;
    const bool isGood = laszip_close_writer(writer) == 0;
    laszip_close_reader(reader);
    laszip_destroy(reader);
    laszip_destroy(writer);
    return isGood ? count : -1;
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc < 3) {
        std::fputs("lazcopy IN... OUTFOLDER\n", stderr);
        return 2;
    }
    long long points = 0;
    for (int i = 1; i + 1 < argc; ++i) {
        const char *name = std::strrchr(argv[i], '/');
        const long long copied = copyFile(argv[i], std::string(argv[argc - 1]) + '/' + (name ? name + 1 : argv[i]));
        if (copied < 0) {
            std::fprintf(stderr, "cannot copy %s\n", argv[i]);
            return 1;
        }
        points += copied;
    }
    rusage usage = {};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &t) { return double(t.tv_sec) + double(t.tv_usec) * 1e-6; };
    std::printf("{\"points\": %lld, \"cpu\": %.3f, \"peak_kib\": %ld}\n", points,
        seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss);
    return 0;
}
