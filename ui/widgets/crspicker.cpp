// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/crspicker.h"

#include "ui/widgets/crslist.h"
#include "ui/widgets/speak.h"

#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>
#include <optional>

namespace tuilerie {

namespace {

std::optional<QString> s_next;

/// Every word must be somewhere: "lambert 93", "utm 31 etrs".
class WordFilter final : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setWords(const QStringList &words)
    {
        m_words = words;
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        const QString text = sourceModel()->index(row, 0, parent).data(CrsListModel::SearchRole).toString();
        return std::all_of(
            m_words.begin(), m_words.end(), [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
    }

private:
    QStringList m_words;
};

} // namespace

CrsPicker::CrsPicker(QWidget *parent)
    : QDialog(parent)
    , m_explanation(new QLabel)
    , m_search(new QLineEdit)
    , m_list(new QListView)
    , m_area(new QLabel)
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
    , m_filtered(new WordFilter(this))
{
    setObjectName(QStringLiteral("crsPicker"));
    resize(560, 460);
    m_explanation->setWordWrap(true);
    m_explanation->hide();
    m_search->setObjectName(QStringLiteral("crsSearch"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_filtered->setSourceModel(new CrsListModel(this));
    m_list->setObjectName(QStringLiteral("crsList"));
    m_list->setModel(m_filtered);
    m_list->setUniformItemSizes(true);
    m_list->setAlternatingRowColors(true);
    m_area->setWordWrap(true);
    m_area->setForegroundRole(QPalette::PlaceholderText);
    m_area->setMinimumHeight(m_area->fontMetrics().lineSpacing() * 2);
    m_area->setAlignment(Qt::AlignTop | Qt::AlignLeft);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_explanation);
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    layout->addWidget(m_area);
    layout->addWidget(m_buttons);

    connect(m_search, &QLineEdit::textChanged, this, &CrsPicker::filter);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &CrsPicker::showArea);
    connect(m_list, &QListView::doubleClicked, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    speak(this, [this] {
        setWindowTitle(tr("Coordinate reference system"));
        m_search->setPlaceholderText(tr("Search by code, name or area: 2154, lambert 93, Réunion…"));
        m_search->setAccessibleName(tr("Search"));
        m_list->setAccessibleName(tr("Coordinate reference systems"));
        filter(m_search->text());
    });
    m_search->setFocus();
}

bool CrsPicker::eventFilter(QObject *watched, QEvent *event)
{
    // While typing, the arrows walk through the list.
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up) {
            const int row = m_list->currentIndex().row() + (key->key() == Qt::Key_Down ? 1 : -1);
            if (row >= 0 && row < m_filtered->rowCount())
                m_list->setCurrentIndex(m_filtered->index(row, 0));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CrsPicker::setExplanation(const QString &text)
{
    m_explanation->setText(text);
    m_explanation->setVisible(!text.isEmpty());
}

void CrsPicker::filter(const QString &text)
{
    static_cast<WordFilter *>(m_filtered)->setWords(text.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    m_list->setCurrentIndex(m_filtered->index(0, 0));
    showArea();
}

void CrsPicker::showArea()
{
    const QModelIndex current = m_list->currentIndex();
    m_area->setText(
        m_filtered->rowCount() == 0 ? tr("No CRS has all these words.") : current.data(CrsListModel::AreaRole).toString());
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(current.isValid());
}

void CrsPicker::setSelectedId(const QString &id)
{
    for (int row = 0; row < m_filtered->rowCount(); ++row) {
        const QModelIndex index = m_filtered->index(row, 0);
        if (index.data(CrsListModel::IdRole).toString() == id) {
            m_list->setCurrentIndex(index);
            m_list->scrollTo(index, QAbstractItemView::PositionAtCenter);
            return;
        }
    }
}

QString CrsPicker::selectedId() const
{
    return m_list->currentIndex().data(CrsListModel::IdRole).toString();
}

QString CrsPicker::pick(QWidget *parent, const QString &title, const QString &explanation, const QString &current)
{
    if (s_next) {
        const QString answer = *s_next;
        s_next.reset();
        return answer;
    }
    CrsPicker picker(parent);
    picker.setWindowTitle(title);
    picker.setExplanation(explanation);
    if (!current.isEmpty())
        picker.setSelectedId(current);
    return picker.exec() == QDialog::Accepted ? picker.selectedId() : QString();
}

void CrsPicker::setNextAnswer(const QString &id)
{
    s_next = id;
}

} // namespace tuilerie
