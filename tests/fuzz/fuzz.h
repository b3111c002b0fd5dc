// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <cstddef>
#include <cstdint>

/// What a fuzz target is: a parser of ours fed with any bytes. It must come back, whatever they are: no crash, no endless
/// loop, no memory beyond what the input could hold. Each file of targets/ defines one; replay.cpp runs it on its seeds and
/// on mutations of them in every test run, libFuzzer as long as one likes (preset "fuzz").
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

namespace tuilerie::fuzz {

inline QByteArray bytesOf(const uint8_t *bytes, size_t size)
{
    return QByteArray(reinterpret_cast<const char *>(bytes), qsizetype(size));
}

/// An empty object when the bytes are no JSON object.
inline QJsonObject jsonOf(const uint8_t *bytes, size_t size)
{
    return QJsonDocument::fromJson(bytesOf(bytes, size)).object();
}

/// For parsers that open a path: a file of these bytes that no disk holds. `path()` is valid while the object lives. One at
/// a time.
class MemoryFile
{
public:
    MemoryFile(const uint8_t *bytes, size_t size, const char *suffix);
    ~MemoryFile();
    MemoryFile(const MemoryFile &) = delete;
    MemoryFile &operator=(const MemoryFile &) = delete;
    const QString &path() const { return m_path; }

    /// A folder in memory for parsers that look for further files beside the first; emptied at the next call.
    static QString folder();

private:
    QString m_path;
};

} // namespace tuilerie::fuzz
