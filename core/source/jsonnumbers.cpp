// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/jsonnumbers.h"

#include "base/filename.h"
#include "source/keptbyfile.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTemporaryDir>

#include <charconv>
#include <string>

namespace tuilerie {

namespace {

constexpr qint64 blockBytes = 1 << 20;

/// Splits JSON, given block by block, into its numbers and what stands between them.
class NumberScanner
{
public:
    /// `text` gets the bytes between numbers, `number` each number with the last string before it that a colon follows.
    template <typename Text, typename Number> void scan(QByteArrayView block, Text text, Number number)
    {
        qsizetype from = 0;
        for (qsizetype i = 0; i < block.size(); ++i) {
            const char c = block[i];
            if (m_isInString) {
                scanString(c);
                continue;
            }
            const bool isDigit = c >= '0' && c <= '9';
            if (isDigit || c == '-' || (!m_number.empty() && (c == '.' || c == '+' || c == 'e' || c == 'E'))) {
                if (m_number.empty())
                    text(block.sliced(from, i - from));
                m_number += c;
                from = i + 1;
                continue;
            }
            end(number);
            if (c == '"') {
                m_isInString = true;
                m_string.clear();
            } else if (c == ':') {
                m_key = m_string;
            }
        }
        if (from < block.size())
            text(block.sliced(from));
    }

    /// After the last block.
    template <typename Number> void end(Number number)
    {
        if (m_number.empty())
            return;
        number(m_key, m_number);
        m_number.clear();
    }

private:
    void scanString(char c)
    {
        constexpr size_t longestKey = 16; // of those that are asked for
        if (m_isEscaped)
            m_isEscaped = false;
        else if (c == '\\')
            m_isEscaped = true;
        else if (c == '"')
            m_isInString = false;
        if (m_isInString && m_string.size() < longestKey)
            m_string += c;
    }

    bool m_isInString = false;
    bool m_isEscaped = false;
    std::string m_string, m_key, m_number;
};

bool isWide(const std::string &key, const std::string &number)
{
    constexpr size_t leastDigits = 19;
    if (number.size() < leastDigits || number.find_first_of(".eE+", 0) != std::string::npos || key == "coordinates"
        || key == "bbox")
        return false;
    qint64 value = 0;
    return std::from_chars(number.data(), number.data() + number.size(), value).ec == std::errc::result_out_of_range;
}

JsonFacts findFacts(const QString &path)
{
    JsonFacts facts;
    QFile file;
    if (!openFile(file, path))
        return facts;
    NumberScanner scanner;
    const auto number = [&facts](const std::string &key, const std::string &text) {
        facts.hasNegativeId = facts.hasNegativeId || (text.front() == '-' && key == "id");
        facts.hasWideNumber = facts.hasWideNumber || isWide(key, text);
    };
    QByteArray block;
    while (!(facts.hasNegativeId && facts.hasWideNumber) && !(block = file.read(blockBytes)).isEmpty())
        scanner.scan(
            block, [](QByteArrayView) {}, number);
    scanner.end(number);
    return facts;
}

} // namespace

JsonFacts jsonFacts(const QString &path)
{
    static KeptByFile<JsonFacts> kept;
    return kept.get(path, [&path] { return findFacts(path); });
}

Result<PlainAlias> copyWithQuotedNumbers(const QString &path)
{
    const QString reading = QCoreApplication::translate("tuilerie::VectorSource", "Reading");
    const QString writing = QCoreApplication::translate("tuilerie::VectorSource", "Writing");
    auto folder = std::make_shared<QTemporaryDir>();
    if (!folder->isValid())
        return fail(errorFromErrno(writing, folder->path()));
    PlainAlias copy{folder->filePath(portablePath(QFileInfo(absolutePath(path)).fileName())), folder};
    QFile from, to(copy.path);
    if (!openFile(from, path))
        return fail(errorFromErrno(reading, path));
    if (!to.open(QIODevice::WriteOnly))
        return fail(errorFromErrno(writing, copy.path));
    bool isWritten = true;
    const auto put = [&](QByteArrayView text) {
        isWritten = isWritten && to.write(text.data(), text.size()) == text.size();
    };
    const auto number = [&put](const std::string &key, const std::string &text) {
        const bool quoted = isWide(key, text);
        put(quoted ? QByteArrayView("\"") : QByteArrayView());
        put(QByteArrayView(text.data(), qsizetype(text.size())));
        put(quoted ? QByteArrayView("\"") : QByteArrayView());
    };
    NumberScanner scanner;
    for (QByteArray block; isWritten && !(block = from.read(blockBytes)).isEmpty();)
        scanner.scan(block, put, number);
    scanner.end(number);
    if (from.error() != QFileDevice::NoError)
        return fail(errorFromErrno(reading, path));
    if (!isWritten || !to.flush())
        return fail(errorFromErrno(writing, copy.path));
    return copy;
}

} // namespace tuilerie
