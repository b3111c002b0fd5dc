// SPDX-License-Identifier: GPL-3.0-or-later
// lastolaz FROM.las TO.laz [POINTS | POINTS,[POINTS,...]]: the same records compressed by LASzip, header and records before
// the points kept. One number is the size of all chunks; with a comma they are each chunk's, which LASzip writes through its
// classes only (LASzip 3.5: laswritepoint.hpp).

#include <laszip/bytestreamout_file.hpp>
#include <laszip/laswritepoint.hpp>
#include <laszip/laszip.hpp>
#include <laszip/laszip_api.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

/// A LASzip reader or writer, which says by itself what went wrong.
struct Laszip
{
    laszip_POINTER self = nullptr;
    Laszip() { laszip_create(&self); }
    ~Laszip()
    {
        char *text = nullptr;
        if (laszip_get_error(self, &text) == 0 && text && *text)
            std::fprintf(stderr, "%s\n", text);
        laszip_destroy(self);
    }
    Laszip(const Laszip &) = delete;
    Laszip &operator=(const Laszip &) = delete;
};

struct Source : Laszip
{
    laszip_header *header = nullptr;
    laszip_point *point = nullptr;
    long long count = -1; ///< of points; below 0 where the file does not open

    explicit Source(const char *path)
    {
        laszip_BOOL isCompressed = 0;
        if (laszip_open_reader(self, path, &isCompressed) != 0 || laszip_get_header_pointer(self, &header) != 0
            || laszip_get_point_pointer(self, &point) != 0)
            return;
        const long long legacy = header->number_of_point_records;
        count = legacy ? legacy : static_cast<long long>(header->extended_number_of_point_records);
    }
};

bool compress(const char *from, const char *to, unsigned chunk)
{
    Source source(from);
    Laszip writer;
    if (source.count < 0 || laszip_set_header(writer.self, source.header) != 0
        || laszip_preserve_generating_software(writer.self, 1) != 0
        || laszip_request_native_extension(writer.self, source.header->point_data_format >= 6) != 0
        || (chunk > 0 && laszip_set_chunk_size(writer.self, chunk) != 0) || laszip_open_writer(writer.self, to, 1) != 0)
        return false;
    for (long long i = 0; i < source.count; ++i) {
        if (laszip_read_point(source.self) != 0 || laszip_set_point(writer.self, source.point) != 0
            || laszip_write_point(writer.self) != 0)
            return false;
    }
    return laszip_close_writer(writer.self) == 0;
}

/// The head of what compress() wrote, and the points again in chunks of these sizes.
bool rechunk(const char *from, const char *to, const std::vector<unsigned> &sizes)
{
    constexpr unsigned kVariable = 0xFFFFFFFF;
    std::string head(65536, '\0');
    std::FILE *written = std::fopen(to, "rb");
    head.resize(written ? std::fread(head.data(), 1, head.size(), written) : 0);
    if (written)
        std::fclose(written);
    const size_t record = head.find("laszip encoded");
    unsigned start = 0;
    if (record == std::string::npos)
        return false;
    std::memcpy(&start, head.data() + 96, sizeof start);
    head.resize(start);
    char *const description = head.data() + record + 52;
    unsigned short size = 0;
    std::memcpy(&size, head.data() + record + 18, sizeof size);
    std::memcpy(description + 12, &kVariable, sizeof kVariable);

    Source source(from);
    LASzip zip;
    std::FILE *file = std::fopen(to, "wb");
    bool isGood = file && source.count >= 0 && zip.unpack(reinterpret_cast<const U8 *>(description), size)
        && std::fwrite(head.data(), 1, head.size(), file) == head.size();
    std::vector<const U8 *> items;
    for (int k = 0; k < zip.num_items; ++k) {
        const LASitem::Type type = zip.items[k].type;
        items.push_back(type == LASitem::POINT14 ? reinterpret_cast<const U8 *>(&source.point->X)
                : type == LASitem::BYTE14        ? source.point->extra_bytes
                                                 : reinterpret_cast<const U8 *>(source.point->rgb));
    }
    ByteStreamOutFileLE stream(file);
    LASwritePoint writer;
    isGood = isGood && writer.setup(zip.num_items, zip.items, &zip) && writer.init(&stream);
    for (const unsigned chunk : sizes) {
        for (unsigned i = 0; isGood && i < chunk; ++i)
            isGood = laszip_read_point(source.self) == 0 && writer.write(items.data());
        isGood = isGood && writer.chunk();
    }
    isGood = isGood && writer.done();
    return file && std::fclose(file) == 0 && isGood;
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc < 3) {
        std::fputs("lastolaz FROM.las TO.laz [POINTS | POINTS,[POINTS,...]]\n", stderr);
        return 2;
    }
    std::vector<unsigned> sizes;
    for (const char *at = argc > 3 ? argv[3] : ""; *at; at += *at == ',') {
        char *end = nullptr;
        sizes.push_back(static_cast<unsigned>(std::strtoul(at, &end, 10)));
        at = end;
    }
    if (!compress(argv[1], argv[2], sizes.empty() ? 0 : sizes.front()))
        return 1;
    const bool isEachGiven = argc > 3 && std::strchr(argv[3], ',');
    return !isEachGiven || rechunk(argv[1], argv[2], sizes) ? 0 : 1;
}
