// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/utf8text.h"

#include "source/keptbyfile.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <vector>

#include <cpl_vsi.h>

namespace tuilerie {

namespace {

/// Characters of 0x80 to 0x9F.
constexpr std::array<uint16_t, 32> upperControls{0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6,
    0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178};

void append(uint16_t character, std::string &to)
{
    if (character < 0x800) {
        to += char(0xC0 | character >> 6);
    } else {
        to += char(0xE0 | character >> 12);
        to += char(0x80 | (character >> 6 & 0x3F));
    }
    to += char(0x80 | (character & 0x3F));
}

/// How many bytes the character that begins here takes; 0 where it is none, −1 where the text ends within it.
int lengthOfCharacter(std::string_view rest)
{
    const auto byte = [&](size_t i) { return uint8_t(rest[i]); };
    const uint8_t first = byte(0);
    const int length = first < 0x80      ? 1
        : first >= 0xC2 && first <= 0xDF ? 2
        : first >= 0xE0 && first <= 0xEF ? 3
        : first >= 0xF0 && first <= 0xF4 ? 4
                                         : 0;
    for (int i = 1; i < length; ++i) {
        if (size_t(i) >= rest.size())
            return -1;
        const uint8_t low = i > 1 ? 0x80 : first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        const uint8_t high = i > 1 ? 0xBF : first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (byte(size_t(i)) < low || byte(size_t(i)) > high)
            return 0;
    }
    return length;
}

struct File
{
    explicit File(const std::string &path)
        : handle(VSIFOpenL(path.c_str(), "rb"))
    {
    }
    ~File()
    {
        if (handle)
            VSIFCloseL(handle);
    }
    File(const File &) = delete;
    File &operator=(const File &) = delete;
    VSILFILE *handle;
};

std::string beside(const std::string &path, const char *ending)
{
    const std::string stem = path.substr(0, path.find_last_of('.') + 1);
    for (const bool isUpper : {false, true}) {
        std::string name = stem + ending;
        for (size_t i = stem.size(); isUpper && i < name.size(); ++i)
            name[i] = char(std::toupper(uint8_t(name[i])));
        VSIStatBufL status;
        if (VSIStatL(name.c_str(), &status) == 0)
            return name;
    }
    return {};
}

/// Of the records (dBASE level 5: a header of the size at byte 8, records, 0x1A): all bytes UTF-8, or not. Texts are
/// cut at the columns' widths, within a character too, so what stands before a field's end is no fault.
std::string codePageOfRecords(VSILFILE *dbf)
{
    uint8_t header[32];
    if (VSIFSeekL(dbf, 0, SEEK_SET) != 0 || VSIFReadL(header, 1, sizeof header, dbf) != sizeof header)
        return "UTF-8";
    const size_t headerSize = size_t(header[8]) | size_t(header[9]) << 8;
    const size_t recordSize = std::max<size_t>(1, size_t(header[10]) | size_t(header[11]) << 8);
    std::string descriptors(headerSize > 32 ? headerSize - 32 : 0, '\0');
    descriptors.resize(VSIFReadL(descriptors.data(), 1, descriptors.size(), dbf));
    std::vector<std::pair<size_t, size_t>> texts; // place in the record, width
    size_t place = 1;
    for (size_t at = 0; at + 32 <= descriptors.size() && descriptors[at] != '\r'; at += 32) {
        const bool isText = descriptors[at + 11] == 'C';
        // A text column may be wider than 255: the decimals' byte is the width's upper one.
        const size_t width =
            size_t(uint8_t(descriptors[at + 16])) | (isText ? size_t(uint8_t(descriptors[at + 17])) << 8 : 0);
        if (isText && place + width <= recordSize)
            texts.emplace_back(place, width);
        place += width;
    }
    std::string block(std::max<size_t>(1, (size_t(1) << 20) / recordSize) * recordSize, '\0');
    VSIFSeekL(dbf, headerSize, SEEK_SET);
    for (size_t read = 0; (read = VSIFReadL(block.data(), 1, block.size(), dbf)) >= recordSize;) {
        for (size_t record = 0; record + recordSize <= read; record += recordSize) {
            for (const auto &[begin, width] : texts) {
                std::string_view rest = std::string_view(block).substr(record + begin, width);
                while (!rest.empty()) {
                    const int length = lengthOfCharacter(rest);
                    if (length == 0)
                        return "CP1252";
                    if (length < 0)
                        break;
                    rest.remove_prefix(size_t(length));
                }
            }
        }
    }
    return "UTF-8";
}

} // namespace

bool isUtf8(std::string_view bytes)
{
    while (!bytes.empty()) {
        const int length = lengthOfCharacter(bytes);
        if (length <= 0)
            return false;
        bytes.remove_prefix(size_t(length));
    }
    return true;
}

std::string utf8Text(std::string_view bytes)
{
    if (isUtf8(bytes))
        return std::string(bytes);
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = uint8_t(c);
        if (byte < 0x80)
            text += c;
        else
            append(byte < 0xA0 ? upperControls[byte - 0x80] : byte, text);
    }
    return text;
}

bool namesLatin1(std::string_view codePage)
{
    std::string plain;
    for (const char c : codePage)
        if (std::isalnum(uint8_t(c)))
            plain += char(std::tolower(uint8_t(c)));
    return plain == "iso88591" || plain == "88591" || plain == "latin1" || plain == "l1" || plain == "ansi";
}

std::string codePageOfShapefile(const std::string &path)
{
    if (const std::string cpg = beside(path, "cpg"); !cpg.empty()) {
        const File file(cpg);
        char word[64] = {};
        const size_t length = file.handle ? VSIFReadL(word, 1, sizeof word - 1, file.handle) : 0;
        std::string_view said(word, length);
        said = said.substr(0, said.find_first_of("\r\n"));
        if (!said.empty())
            return namesLatin1(said) ? "CP1252" : "";
    }
    const std::string name = beside(path, "dbf");
    const File dbf(name);
    uint8_t header[32];
    if (!dbf.handle || VSIFReadL(header, 1, sizeof header, dbf.handle) != sizeof header)
        return {};
    // 0x03 and 0x58 are Windows-1252; 0x57, "ANSI", says as little as 0, and the driver takes both for ISO 8859-1.
    if (header[29] == 0x03 || header[29] == 0x58)
        return "CP1252";
    if (header[29] != 0 && header[29] != 0x57)
        return {};
    static KeptByFile<std::string> kept;
    return kept.get(pathOfBytes(name.c_str()), [&] { return codePageOfRecords(dbf.handle); });
}

} // namespace tuilerie
