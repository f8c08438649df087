"""Given names for the people in a task, in both languages. No variant takes them from a roster."""

_EN = """
Ada Alina Amir Anna Arthur Boris Carla Clara Daniel Daria David Diana Elena Emil Emma Eva Felix Gleb Hanna Ida
Ilya Irina Ivan Jan Julia Karl Kira Lara Leo Lina Maria Mark Max Mila Mira Nadia Nina Nora Oleg Olga Otto Paul
Pavel Peter Rita Robert Roman Sara Sofia Stefan Tamara Theo Timur Vera Victor Zoya
"""
_RU = """
Ада Алина Амир Анна Артур Борис Карла Клара Даниил Дарья Давид Диана Елена Эмиль Эмма Ева Феликс Глеб Ханна Ида
Илья Ирина Иван Ян Юлия Карл Кира Лара Лео Лина Мария Марк Макс Мила Мира Надя Нина Нора Олег Ольга Отто Пауль
Павел Пётр Рита Роберт Роман Сара София Стефан Тамара Тео Тимур Вера Виктор Зоя
"""
GIVEN_NAMES: tuple[dict[str, str], ...] = tuple(
    {"en": english, "ru": russian} for english, russian in zip(_EN.split(), _RU.split(), strict=True)
)
