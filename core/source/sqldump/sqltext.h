// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/work/progress.h"

#include <QByteArray>
#include <memory>
#include <optional>

namespace tuilerie {

/// A word of a dump. Source: PostgreSQL's documentation, 4.1 "Lexical Structure"; SQLite's and MySQL's where they differ.
struct SqlToken
{
    enum class Kind {
        Word,   ///< a key word or an unquoted name, in small letters
        Name,   ///< a quoted name
        Text,   ///< 'text', E'text' or $$text$$, with its escapes undone
        Bytes,  ///< X'0102' or 0x0102
        Number, ///< as written
        Symbol, ///< ( ) , ; . :: and other signs, one by one but for ::
        End
    };
    Kind kind = Kind::End;
    QByteArray text;
    qint64 line = 0;

    bool is(const char *word) const { return kind == Kind::Word && text == word; }
    bool isSymbol(const char *sign) const { return kind == Kind::Symbol && text == sign; }
    bool isName() const { return kind == Kind::Word || kind == Kind::Name; }
};

/// What ends the reading of a dump; inside this folder only.
struct SqlDumpStop
{
    Error error;
};

/// The text of an SQL dump, plain or gzipped, read from its beginning to its end in bounded memory. Private to the room; one
/// thread. Throws SqlDumpStop: unterminated quotes and comments, tokens above 512 MiB, files that cannot be read, stops of
/// `control`.
class SqlText
{
public:
    SqlText(const QString &path, const WorkControl &control);
    ~SqlText();
    SqlText(const SqlText &) = delete;
    SqlText &operator=(const SqlText &) = delete;

    const SqlToken &peek();
    SqlToken next();
    /// The rest of the present line is passed over, then whole lines follow: the rows of a COPY. False at the end.
    void beginLines();
    bool readLine(QByteArray &line);
    qint64 line() const { return m_line; }
    qint64 bytesRead() const; ///< of the file as it lies on the disk

    bool hasBackslashes = false; ///< in plain quotes: standard_conforming_strings is off, or it is MySQL's

    /// "The dump FILE cannot be read at line N: …"
    [[noreturn]] void stop(const QString &why, qint64 line, ErrorCode code = ErrorCode::Corrupt) const;

private:
    int get();
    int look(int ahead = 0);
    bool fill(qsizetype wanted);
    SqlToken scan();
    void skipBlank();
    void skipComment();
    QByteArray quoted(char quote, bool hasEscapes);
    QByteArray dollarQuoted();
    void keep(QByteArray &text, int letter) const;

    struct Input;
    std::unique_ptr<Input> m_input;
    QString m_path;
    const WorkControl &m_control;
    QByteArray m_buffer;
    qsizetype m_at = 0;
    bool m_isAtEnd = false;
    qint64 m_line = 1;
    qint64 m_tokenLine = 1;
    bool m_isAtLineStart = true;
    bool m_hasCarriageReturns = false;
    std::optional<SqlToken> m_peeked;
};

} // namespace tuilerie
