// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/messagebox.h"

#include <QMessageBox>
#include <QPushButton>
#include <optional>
#include <vector>

namespace tuilerie {

namespace {

std::optional<int> s_next;
QString s_lastText;

QMessageBox::Icon iconOf(MessageBox::Kind kind)
{
    switch (kind) {
    case MessageBox::Kind::Information: return QMessageBox::Information;
    case MessageBox::Kind::Question: return QMessageBox::Question;
    case MessageBox::Kind::Warning: return QMessageBox::Warning;
    case MessageBox::Kind::Error: return QMessageBox::Critical;
    }
    return QMessageBox::NoIcon;
}

bool takeNext(int &answer)
{
    if (!s_next)
        return false;
    answer = *s_next;
    s_next.reset();
    return true;
}

} // namespace

void MessageBox::show(QWidget *parent, Kind kind, const QString &title, const QString &text, const QString &detail)
{
    s_lastText = text;
    int ignored = 0;
    if (takeNext(ignored))
        return;
    QMessageBox box(iconOf(kind), title, text, QMessageBox::Ok, parent);
    box.setTextFormat(Qt::PlainText);
    if (!detail.isEmpty())
        box.setDetailedText(detail);
    box.exec();
}

void MessageBox::notify(QWidget *parent, Kind kind, const QString &objectName, const QString &title, const QString &text)
{
    s_lastText = text;
    auto *box = new QMessageBox(iconOf(kind), title, text, QMessageBox::Ok, parent);
    box->setObjectName(objectName);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setModal(false);
    box->show();
}

void MessageBox::showError(QWidget *parent, const QString &title, const Error &error)
{
    if (error.code != ErrorCode::Cancelled && error.code != ErrorCode::Paused)
        show(parent, Kind::Error, title, error.message, error.detail);
}

int MessageBox::ask(QWidget *parent, Kind kind, const QString &title, const QString &text, const QStringList &answers,
    int preferred, int escape)
{
    s_lastText = text;
    int answer = escape;
    if (takeNext(answer))
        return answer;
    QMessageBox box(iconOf(kind), title, text, QMessageBox::NoButton, parent);
    box.setTextFormat(Qt::PlainText);
    std::vector<QAbstractButton *> buttons;
    for (int i = 0; i < answers.size(); ++i) {
        // Roles only order the buttons; the answer is the index.
        QPushButton *button = box.addButton(answers[i], i == escape ? QMessageBox::RejectRole : QMessageBox::AcceptRole);
        if (i == preferred)
            box.setDefaultButton(button);
        if (i == escape)
            box.setEscapeButton(button);
        buttons.push_back(button);
    }
    box.exec();
    for (size_t i = 0; i < buttons.size(); ++i) {
        if (buttons[i] == box.clickedButton())
            return int(i);
    }
    return escape;
}

void MessageBox::setNextAnswer(int index)
{
    s_next = index;
}

bool MessageBox::hasNextAnswer()
{
    return s_next.has_value();
}

QString MessageBox::lastText()
{
    return s_lastText;
}

} // namespace tuilerie
