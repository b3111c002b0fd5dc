// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace tuilerie {

/// A source's text as UTF-8: itself where it is UTF-8 (RFC 3629), else taken for Windows-1252, in which most of what says no
/// encoding was written, and which is ISO 8859-1 but for the 32 places that ISO 8859-1 leaves to control characters
/// (WHATWG Encoding §9, windows-1252). Never fails, never shortens. Any thread.
std::string utf8Text(std::string_view bytes);
bool isUtf8(std::string_view bytes);

/// Is this a name of ISO 8859-1, as code pages are written in .cpg files? Files that say it mostly hold Windows-1252.
bool namesLatin1(std::string_view codePage);

/// The code page to read a Shapefile's texts with where neither a .cpg file nor the DBF itself says one, or where they say
/// ISO 8859-1: "UTF-8" when all bytes of the records are, else "CP1252"; empty where the file's own word is good. Reads the
/// whole DBF the first time that it is asked for (kept by size and date). `path` is the .shp.
std::string codePageOfShapefile(const std::string &path);

} // namespace tuilerie
