// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/sqldump/sqltext.h"

#include "base/filename.h"

#include <QCoreApplication>

#include <zlib.h>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::SqlDump", sentence);
}

constexpr qsizetype blockSize = 1 << 18;
constexpr qsizetype longest = 512 << 20; ///< of one value; PostgreSQL's own limit is twice that

bool isWordStart(int letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_' || letter >= 0x80;
}
bool isDigit(int letter)
{
    return letter >= '0' && letter <= '9';
}
bool isWordPart(int letter)
{
    return isWordStart(letter) || isDigit(letter) || letter == '$';
}
bool isBlank(int letter)
{
    return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r' || letter == '\f' || letter == '\v';
}
int hexDigit(int letter)
{
    return isDigit(letter)               ? letter - '0'
        : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10
        : letter >= 'A' && letter <= 'F' ? letter - 'A' + 10
                                         : -1;
}

} // namespace

struct SqlText::Input
{
    gzFile file = nullptr; // reads plain files as they are
    ~Input()
    {
        if (file)
            gzclose(file);
    }
};

SqlText::SqlText(const QString &path, const WorkControl &control)
    : m_input(std::make_unique<Input>())
    , m_path(path)
    , m_control(control)
{
    m_input->file = gzopen(bytesOfPath(path).constData(), "rb");
    if (!m_input->file)
        throw SqlDumpStop{errorFromErrno(tr("read the file"), path)};
    gzbuffer(m_input->file, unsigned(blockSize));
    if (look(0) == 0xEF && look(1) == 0xBB && look(2) == 0xBF)
        m_at += 3;
    const QByteArray head = m_buffer.left(4096);
    hasBackslashes = head.contains("-- MySQL dump") || head.contains("-- MariaDB dump");
}

SqlText::~SqlText() = default;

qint64 SqlText::bytesRead() const
{
    return gzoffset(m_input->file);
}

void SqlText::stop(const QString &why, qint64 line, ErrorCode code) const
{
    throw SqlDumpStop{{code, tr("The dump %1 cannot be read at its line %2: %3").arg(m_path).arg(line).arg(why), {}}};
}

bool SqlText::fill(qsizetype wanted)
{
    while (!m_isAtEnd && m_buffer.size() - m_at < wanted) {
        if (const auto stopped = checkStop(m_control); !stopped)
            throw SqlDumpStop{stopped.error()};
        m_buffer.remove(0, m_at);
        m_at = 0;
        const qsizetype had = m_buffer.size();
        m_buffer.resize(had + blockSize);
        const int count = gzread(m_input->file, m_buffer.data() + had, unsigned(blockSize));
        m_buffer.resize(had + std::max(0, count));
        int code = Z_OK;
        const char *words = gzerror(m_input->file, &code);
        if (count < 0 || (count == 0 && code != Z_OK))
            throw SqlDumpStop{{ErrorCode::Corrupt,
                tr("%1 is damaged or cut off. Copy it again from its source.").arg(m_path), QString::fromUtf8(words)}};
        m_isAtEnd = count == 0;
    }
    return m_buffer.size() - m_at >= wanted;
}

int SqlText::look(int ahead)
{
    return fill(ahead + 1) ? quint8(m_buffer[m_at + ahead]) : -1;
}

int SqlText::get()
{
    const int letter = look();
    if (letter < 0)
        return letter;
    ++m_at;
    m_isAtLineStart = letter == '\n';
    m_line += letter == '\n';
    return letter;
}

void SqlText::keep(QByteArray &text, int letter) const
{
    if (text.size() >= longest)
        stop(tr("a value is longer than 512 MiB."), m_tokenLine);
    text.append(char(letter));
}

void SqlText::skipComment()
{
    if (look() == '-' || look() == '#') {
        while (look() >= 0 && look() != '\n')
            get();
        return;
    }
    get();
    get();
    for (int depth = 1; depth > 0;) { // PostgreSQL's nest
        const int letter = get();
        if (letter < 0)
            stop(tr("a comment has no end. The file is cut off: copy it again from its source."), m_tokenLine);
        if (letter == '*' && look() == '/') {
            get();
            --depth;
        } else if (letter == '/' && look() == '*' && !hasBackslashes) {
            get();
            ++depth;
        }
    }
}

void SqlText::skipBlank()
{
    for (;;) {
        const int letter = look();
        m_tokenLine = m_line;
        if (isBlank(letter)) {
            m_hasCarriageReturns = m_hasCarriageReturns || (letter == '\r' && look(1) == '\n');
            get();
        } else if ((letter == '-' && look(1) == '-') || (letter == '/' && look(1) == '*')
            || (letter == '#' && m_isAtLineStart)) {
            skipComment();
        } else if (letter == '\\' && m_isAtLineStart) { // a command for psql: \connect, \restrict
            while (look() >= 0 && look() != '\n')
                get();
        } else {
            return;
        }
    }
}

QByteArray SqlText::quoted(char quote, bool hasEscapes)
{
    QByteArray text;
    get();
    for (;;) {
        int letter = get();
        if (letter < 0)
            stop(tr("a quote (%1) has no end. The file is cut off, or a value holds a quote that is not doubled.")
                     .arg(QLatin1Char(quote)),
                m_tokenLine);
        if (letter == quote) {
            if (look() != quote)
                return text;
            letter = get();
        } else if (letter == '\\' && hasEscapes) {
            letter = get();
            switch (letter) {
            case 'b': letter = '\b'; break;
            case 'f': letter = '\f'; break;
            case 'n': letter = '\n'; break;
            case 'r': letter = '\r'; break;
            case 't': letter = '\t'; break;
            case 'Z': letter = hasBackslashes ? 26 : letter; break;
            case 'x':
                if (hexDigit(look()) >= 0) {
                    letter = 0;
                    for (int i = 0; i < 2 && hexDigit(look()) >= 0; ++i)
                        letter = letter * 16 + hexDigit(get());
                }
                break;
            default:
                if (letter >= '0' && letter <= '7') {
                    letter -= '0';
                    for (int i = 0; i < 2 && look() >= '0' && look() <= '7'; ++i)
                        letter = letter * 8 + get() - '0';
                }
            }
        }
        keep(text, letter & 0xff);
    }
}

QByteArray SqlText::dollarQuoted()
{
    QByteArray tag;
    keep(tag, get());
    while (look() >= 0 && look() != '$')
        keep(tag, get());
    keep(tag, get());
    QByteArray text;
    while (!text.endsWith(tag)) {
        const int letter = get();
        if (letter < 0)
            stop(tr("a quote (%1) has no end. The file is cut off.").arg(QString::fromUtf8(tag)), m_tokenLine);
        keep(text, letter);
    }
    text.chop(tag.size());
    return text;
}

const SqlToken &SqlText::peek()
{
    if (!m_peeked)
        m_peeked = scan();
    return *m_peeked;
}

SqlToken SqlText::next()
{
    if (!m_peeked)
        return scan();
    SqlToken token = std::move(*m_peeked);
    m_peeked.reset();
    return token;
}

SqlToken SqlText::scan()
{
    using Kind = SqlToken::Kind;
    skipBlank();
    const qint64 line = m_tokenLine;
    const int letter = look();
    if (letter < 0)
        return {Kind::End, {}, line};
    const int second = look(1);
    if (letter == '\'')
        return {Kind::Text, quoted('\'', hasBackslashes), line};
    if (letter == '"' || letter == '`')
        return {letter == '"' && hasBackslashes ? Kind::Text : Kind::Name, quoted(char(letter), false), line};
    if (second == '\'' && (letter == 'E' || letter == 'e' || letter == 'N' || letter == 'n')) {
        get();
        return {Kind::Text, quoted('\'', hasBackslashes || letter == 'E' || letter == 'e'), line};
    }
    if (second == '\'' && (letter == 'X' || letter == 'x')) {
        get();
        return {Kind::Bytes, QByteArray::fromHex(quoted('\'', false)), line};
    }
    if (letter == '0' && (second == 'x' || second == 'X') && hexDigit(look(2)) >= 0) {
        get();
        get();
        QByteArray digits;
        while (hexDigit(look()) >= 0)
            keep(digits, get());
        return {Kind::Bytes, QByteArray::fromHex(digits), line};
    }
    if (letter == '$' && (second == '$' || isWordStart(second)))
        return {Kind::Text, dollarQuoted(), line};
    QByteArray text;
    if (isWordStart(letter)) {
        while (isWordPart(look()))
            keep(text, get());
        for (char &one : text)
            one = one >= 'A' && one <= 'Z' ? char(one - 'A' + 'a') : one;
        return {Kind::Word, text, line};
    }
    if (isDigit(letter) || (letter == '.' && isDigit(second))) {
        while (isDigit(look()) || look() == '.' || look() == 'e' || look() == 'E'
            || ((look() == '-' || look() == '+') && (text.endsWith('e') || text.endsWith('E'))))
            keep(text, get());
        return {Kind::Number, text, line};
    }
    keep(text, get());
    if (letter == ':' && second == ':')
        keep(text, get());
    return {Kind::Symbol, text, line};
}

void SqlText::beginLines()
{
    m_peeked.reset();
    while (look() >= 0 && look() != '\n') {
        m_hasCarriageReturns = m_hasCarriageReturns || look() == '\r';
        get();
    }
    get();
}

bool SqlText::readLine(QByteArray &line)
{
    line.clear();
    if (look() < 0)
        return false;
    for (;;) {
        const char *begin = m_buffer.constData() + m_at;
        const qsizetype there = m_buffer.size() - m_at;
        const auto *end = static_cast<const char *>(memchr(begin, '\n', size_t(there)));
        const qsizetype count = end ? end - begin : there;
        if (line.size() + count > longest)
            stop(tr("a row is longer than 512 MiB."), m_line);
        line.append(begin, count);
        m_at += count;
        if (end) {
            ++m_at;
            break;
        }
        if (look() < 0)
            break;
    }
    ++m_line;
    m_isAtLineStart = true;
    if (m_hasCarriageReturns && line.endsWith('\r'))
        line.chop(1);
    return true;
}

} // namespace tuilerie
