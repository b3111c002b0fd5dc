// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>
#include <QStringList>

class QWidget;

namespace tuilerie {

/// Every modal message and question goes through here, so that GUI tests can answer instead of a user. UI thread only.
class MessageBox
{
public:
    enum class Kind { Information, Question, Warning, Error };

    /// A message with one button that closes it. `detail` is folded away under "Show Details…".
    static void show(QWidget *parent, Kind kind, const QString &title, const QString &text, const QString &detail = {});
    /// An Error as the user sees it. Cancelled and Paused show nothing.
    static void showError(QWidget *parent, const QString &title, const Error &error);

    /// A message that waits for nobody, with an object name; for what happens without having been asked for.
    static void notify(QWidget *parent, Kind kind, const QString &objectName, const QString &title, const QString &text);
    /// A question; returns the index of the chosen one of `answers`. `escape` is the index given by Esc and by closing the
    /// box, `preferred` is the default button.
    static int ask(QWidget *parent, Kind kind, const QString &title, const QString &text, const QStringList &answers,
        int preferred, int escape);

    /// The next question answers this index, the next message closes, without being shown. For tests.
    static void setNextAnswer(int index);
    /// True when an answer is still waiting: the question that a test expected was not asked.
    static bool hasNextAnswer();
    /// Text of the last message or question, shown or answered by setNextAnswer(). For tests.
    static QString lastText();
};

} // namespace tuilerie
